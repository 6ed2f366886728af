using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Triangles, evenly apart on the mel scale 2595 log10(1 + hz / 700), that sum a spectrum into bands: (spectrum bins, bands). Their edges lie
/// on whole bins.
/// </summary>
internal sealed class MelWeightMatrixImporter : IOnnxImporter
{
    public string OpType => "MelWeightMatrix";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        if (node.ConstantInts(0, "num_mel_bins") is not [var bands] || node.ConstantInts(1, "dft_length") is not [var length] || node.ConstantInts(2, "sample_rate") is not [var rate]
            || node.ConstantFloats(3, "lower_edge_hertz") is not [var lower] || node.ConstantFloats(4, "upper_edge_hertz") is not [var upper])
        {
            throw new UnsupportedException("has an input that is no single number", "give one number each");
        }

        var (low, high) = (Mel(lower), Mel(upper));
        var bins = (length / 2) + 1;
        if (bands < 1 || length < 1 || rate < 1 || !(high > low))
        {
            throw new UnsupportedException($"has {bands} bands of {length} samples at {rate} Hz", "give positive numbers, and an upper edge above the lower one");
        }

        graph.Charge((long)bins * bands, ElementType.Float32);
        int[] edges = [.. Enumerable.Range(0, bands + 2).Select(i => (int)Math.Floor((length + 1) * Hertz(low + (i * (high - low) / (bands + 2))) / rate))];
        var weights = new float[bins * bands];
        for (var band = 0; band < bands; band++)
        {
            for (var bin = 0; bin < bins; bin++)
            {
                weights[(bin * bands) + band] = Weight(bin, edges[band], edges[band + 1], edges[band + 2]);
            }
        }

        var type = ((OnnxType)node.Int32("output_datatype", (int)OnnxType.Float)).Require(node.Name);
        graph.Output(node, 0, graph.Cast(node, OnnxGraphBuilder.Constant<float>(node, "weights", new Shape(bins, bands), weights), type, "typed"));
    }

    /// <summary>Rises to 1 at the centre, falls to 0 at the right edge.</summary>
    private static float Weight(int bin, int left, int centre, int right) =>
        bin < left || bin > right ? 0
        : bin == centre ? 1
        : bin < centre ? (float)(bin - left) / (centre - left)
        : (float)(right - bin) / (right - centre);

    private static double Mel(double hertz) => 2595 * Math.Log10(1 + (hertz / 700));

    private static double Hertz(double mel) => 700 * (Math.Pow(10, mel / 2595) - 1);
}
