using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>An interpolation matrix of one axis, few of whose elements are not 0, as Resample.</summary>
internal static class OnnxResampling
{
    /// <param name="node">The operator.</param>
    /// <param name="graph">Receives the steps.</param>
    /// <param name="value">float32. Planes of (n, c, h, w) are resampled channels last.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="size">(outSize, inSize)</param>
    /// <param name="matrix">Weight of each input element in each output element.</param>
    public static Value Add(OnnxNode node, OnnxGraphBuilder graph, Value value, int axis, Shape size, float[] matrix)
    {
        var isPlane = value.Shape.Rank == 4 && axis >= 2;
        var (source, along) = isPlane ? (graph.ToNhwc(node, value, $"nhwc {axis}"), axis - 1) : (value, axis);
        var (taps, positions, weights) = Taps(node, graph, axis, size, matrix);
        var resampled = graph.Add(
            node, $"axis {axis}", new Resample { Axis = along }, [source, positions, weights], ElementType.Float32, source.Shape.With(along, taps[0]));
        return isPlane ? graph.FromNhwc(node, resampled, 4, $"nchw {axis}") : resampled;
    }

    private static (Shape Taps, Value Positions, Value Weights) Taps(OnnxNode node, OnnxGraphBuilder graph, int axis, Shape size, float[] matrix)
    {
        var (outSize, inSize) = (size[0], size[1]);
        var rows = Enumerable.Range(0, outSize).Select(j => Enumerable.Range(0, inSize).Where(i => matrix[(j * inSize) + i] != 0).ToArray()).ToArray();
        var taps = new Shape(outSize, Math.Max(1, rows.Max(r => r.Length)));
        graph.Charge(2L * taps.ElementCount, ElementType.Float32);
        var (positions, weights) = (new int[taps.ElementCount], new float[taps.ElementCount]);
        foreach (var (j, row) in rows.Index())
        {
            foreach (var (t, i) in row.Index())
            {
                (positions[(j * taps[1]) + t], weights[(j * taps[1]) + t]) = (i, matrix[(j * inSize) + i]);
            }
        }

        return (
            taps,
            OnnxGraphBuilder.Constant<int>(node, $"positions {axis}", taps, positions),
            OnnxGraphBuilder.Constant<float>(node, $"weights {axis}", taps, weights));
    }
}
