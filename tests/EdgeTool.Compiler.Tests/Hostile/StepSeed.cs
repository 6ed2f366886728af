using EdgeRuntime.Model;
using TestKit;

namespace EdgeTool.Compiler.Tests.Hostile;

/// <summary>One operator as a real model uses it: what forged steps start from.</summary>
internal sealed record StepSeed(OpCode OpCode, byte[] Record, OperandInfo[] Inputs, OperandInfo[] Outputs)
{
    private const long MaxOperandBytes = 200_000;

    /// <summary>Small steps of the real models, a few for each operator and element type.</summary>
    public static IReadOnlyList<StepSeed> OfRealModels(int perKind)
    {
        var seeds = new Dictionary<(OpCode, ElementType, int), List<StepSeed>>();
        foreach (var path in Directory.EnumerateFiles(Shared.PathOf("models"), "*.tflite", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var node in NodesOf(path))
            {
                var seed = new StepSeed(node.OpCode, node.RecordBytes, node.InputInfos, node.OutputInfos);
                var key = (seed.OpCode, seed.Outputs[0].Type, seed.Inputs.Length);
                if (!seeds.TryGetValue(key, out var list))
                {
                    seeds[key] = list = [];
                }

                if (list.Count < perKind && seed.Inputs.Concat(seed.Outputs).Sum(i => i.IsAbsent ? 0 : i.ByteLength) < MaxOperandBytes)
                {
                    list.Add(seed);
                }
            }
        }

        return [.. seeds.OrderBy(s => s.Key).SelectMany(s => s.Value)];
    }

    private static IEnumerable<Node> NodesOf(string path)
    {
        try
        {
            return SourceModel.Import(path).Nodes;
        }
        catch (UnsupportedModelException)
        {
            return [];
        }
    }
}
