using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests.Pruning;

/// <summary>What a graph computes from random inputs of a fixed seed.</summary>
internal static class GraphOutputs
{
    public static List<float[]> Of(Graph graph)
    {
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(Packer.Pack(graph, new CompileOptions { SelfTestCases = 0 }).Bytes, long.MaxValue));
        var random = new Random(1);
        for (var i = 0; i < interpreter.InputCount; i++)
        {
            if (interpreter.InputInfo(i).Type != ElementType.Float32)
            {
                interpreter.InputBytes(i).Clear();
                continue;
            }

            foreach (ref var v in interpreter.Input<float>(i))
            {
                v = (2 * random.NextSingle()) - 1;
            }
        }

        interpreter.Run();
        return [.. Enumerable.Range(0, interpreter.OutputCount).Select(o => interpreter.OutputInfo(o).Type == ElementType.Float32
            ? MemoryMarshal.Cast<byte, float>(interpreter.OutputBytes(o)).ToArray() : [])];
    }

    /// <summary>Largest difference, against the largest magnitude of the output (1 at least).</summary>
    public static double Difference(Graph a, Graph b)
    {
        var largest = 0.0;
        foreach (var (x, y) in Of(a).Zip(Of(b)))
        {
            Assert.Equal(x.Length, y.Length);
            var size = Math.Max(1, x.Select(Math.Abs).Append(0).Max());
            largest = Math.Max(largest, x.Zip(y, (p, q) => float.IsFinite(p) && float.IsFinite(q) ? Math.Abs(p - q) / size : p.Equals(q) ? 0 : double.PositiveInfinity).Append(0).Max());
        }

        return largest;
    }
}
