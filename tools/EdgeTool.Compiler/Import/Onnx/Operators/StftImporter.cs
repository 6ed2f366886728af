using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Fourier transforms of frames of a signal, (batch, length), (batch, length, 1) or complex (batch, length, 2): one convolution whose filters are
/// the window times cosines and sines. Output (batch, frames, bins, 2).
/// </summary>
internal sealed class StftImporter : IOnnxImporter
{
    public string OpType => "STFT";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (signal, window) = (node.Require(0, "signal"), node.Input(2));
        var (batch, samples, parts) = (signal.Shape[0], signal.Shape[1], signal.Shape.Rank == 3 ? signal.Shape[2] : 1);
        var step = node.ConstantInts(1, "frame_step")[0];
        var length = node.Input(3) is not null ? node.ConstantInts(3, "frame_length")[0] : window?.Shape[0] ?? samples;
        if (signal.Shape.Rank is not (2 or 3) || parts is not (1 or 2) || step < 1 || length < 1 || length > samples || (window is not null && window.Shape != new Shape(length)))
        {
            throw new UnsupportedException(
                $"cuts {signal.Shape} into frames of {length}, {step} apart", "give a signal of 1 or 2 parts that is no shorter than a frame, and a window as long as that");
        }

        var (frames, bins) = (((samples - length) / step) + 1, node.Flag("onesided", true) ? (length / 2) + 1 : length);
        var filters = graph.Reshape(node, OnnxFourier.Matrix(node, graph, length, parts, length, bins, isInverse: false), new Shape(2 * bins, 1, length, parts), "filters");
        filters = window is null ? filters
            : MulImporter.Apply(node, graph, filters, graph.Reshape(node, window, new Shape(length, 1), "window"), "filters/windowed");
        var row = graph.Reshape(node, signal, new Shape(batch, 1, samples, parts), "row");
        var record = new Conv2D { StrideH = 1, StrideW = step, DilationH = 1, DilationW = 1 };
        var bands = graph.Add(node, "bands", record, [row, filters, null], signal.Type, new Shape(batch, 1, frames, 2 * bins));
        graph.Output(node, 0, graph.Reshape(node, bands, new Shape(batch, frames, bins, 2), "parts"));
    }
}
