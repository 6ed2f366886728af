using EdgeRuntime.Model;
using EdgeTool.Compiler;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>
/// Batch normalization behind every convolution of a net that has none, or has it folded into its weights: a net trained with it learns on
/// better with it. Means and variances are those of training data, scales and offsets undo them, so that the net computes at first what it did.
/// </summary>
internal static class Renormalization
{
    private const int Examples = 256;

    /// <summary>A twin that computes the graph's own function, up to rounding, until it is trained.</summary>
    /// <param name="graph">It stays as it is.</param>
    /// <param name="data">Some of it runs through the net.</param>
    /// <param name="seed">Of who is drawn.</param>
    public static Twin TwinOf(Graph graph, TrainingData data, int seed)
    {
        var twin = Twin.Of(graph, graph.Nodes.Where(IsConvolution));
        var examples = Enumerable.Range(0, data.Count).ToArray();
        new SplitMix((ulong)seed + 78).Shuffle(examples);
        Adopt(twin, isAdopting: true);
        using (NewDisposeScope())
        using (no_grad())
        {
            _ = twin.Run(data.Batch([.. examples.Take(Examples)]));
        }

        Adopt(twin, isAdopting: false);
        return twin;
    }

    private static void Adopt(Twin twin, bool isAdopting)
    {
        foreach (var normalization in twin.Normalizations.Values)
        {
            normalization.IsAdopting = isAdopting;
        }
    }

    private static bool IsConvolution(Node node) => node.OpCode is OpCode.Conv2D or OpCode.DepthwiseConv2D && node.Inputs[1] is { IsConstant: true };
}
