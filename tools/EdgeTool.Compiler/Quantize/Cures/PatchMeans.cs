namespace EdgeTool.Compiler.Quantization;

/// <summary>Mean patch of each group of a layer: the expected input of its filters, borders included.</summary>
internal sealed class PatchMeans(WeightedLayer layer)
{
    private readonly double[][] _sums = [.. Enumerable.Range(0, layer.Groups).Select(_ => new double[layer.FilterLength])];
    private readonly long[] _counts = new long[layer.Groups];

    public void Add(ReadOnlySpan<float> input, int stride) => LayerPatches.Visit(layer, input, stride, (group, patch) =>
    {
        var sums = _sums[group];
        for (var k = 0; k < patch.Length; k++)
        {
            sums[k] += patch[k];
        }

        _counts[group]++;
    });

    /// <summary>Mean of element k of the patches that a channel reads.</summary>
    public double Of(int channel, int k) => _sums[layer.GroupOf(channel)][k] / Math.Max(1, _counts[layer.GroupOf(channel)]);
}
