namespace EdgeTool.Compiler.Quantization;

/// <summary>Mean patch of each group of a layer: the expected input of its filters, borders included.</summary>
internal sealed class PatchMeans(WeightedLayer layer)
{
    /// <summary>Output positions looked at in one example.</summary>
    private const int MaxPositions = 256;

    private readonly double[][] _sums = [.. Enumerable.Range(0, layer.Groups).Select(_ => new double[layer.FilterLength])];
    private readonly long[] _counts = new long[layer.Groups];

    /// <summary>Adds an example's whole input.</summary>
    public void Add(ReadOnlySpan<float> input) => LayerPatches.Visit(layer, input, Stride, (group, patch) =>
    {
        var sums = _sums[group];
        for (var k = 0; k < patch.Length; k++)
        {
            sums[k] += patch[k];
        }

        _counts[group]++;
    });

    private int Stride => Math.Max(1, layer.Node.Outputs[0].Shape.ElementCount / layer.Channels / MaxPositions) | 1;

    /// <summary>Mean of element k of the patches that a channel reads.</summary>
    public double Of(int channel, int k) => _sums[layer.GroupOf(channel)][k] / Math.Max(1, _counts[layer.GroupOf(channel)]);
}
