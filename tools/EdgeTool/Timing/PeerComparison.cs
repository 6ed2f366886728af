using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Onnx;

namespace EdgeTool;

/// <summary>One model here and in ONNX Runtime, in the same run: least microseconds of one inference.</summary>
/// <param name="OursMicroseconds">This runtime.</param>
/// <param name="SignedMicroseconds">The peer on the model as it is; not a number where it was left out.</param>
/// <param name="UnsignedMicroseconds">The peer with uint8 activations; not a number for models without int8 activations.</param>
public sealed record PeerComparison(double OursMicroseconds, double SignedMicroseconds, double UnsignedMicroseconds)
{
    /// <summary>The peer's better one.</summary>
    public double PeerMicroseconds => double.IsNaN(UnsignedMicroseconds) ? SignedMicroseconds : Math.Min(SignedMicroseconds, UnsignedMicroseconds);

    /// <summary>Ours to the peer's: below 1 is faster.</summary>
    public double Ratio => OursMicroseconds / PeerMicroseconds;

    /// <summary>Measures in alternating rounds on the calling thread.</summary>
    /// <param name="interpreter">Ours.</param>
    /// <param name="graph">The same model, to be written for the peer.</param>
    /// <param name="threads">Of the peer.</param>
    /// <param name="duration">For all together.</param>
    /// <exception cref="ToolException">The peer's library is missing.</exception>
    /// <exception cref="UnsupportedModelException">The model cannot be written for the peer.</exception>
    public static PeerComparison Measure(Interpreter interpreter, Graph graph, int threads, TimeSpan duration)
    {
        using var signed = new OnnxRuntimePeer(OnnxExporter.Export(graph, new OnnxExportOptions { ChannelsFirstInputs = true }), threads);
        var timer = new InferenceTimer(interpreter, threads);
        if (!graph.Values().Any(v => v is { Type: ElementType.Int8, IsConstant: false }))
        {
            var times = AlternatingRounds.MinMicroseconds(duration, timer.RunOnce, signed.Run);
            return new PeerComparison(times[0], times[1], double.NaN);
        }

        using var unsigned = new OnnxRuntimePeer(OnnxExporter.Export(graph, new OnnxExportOptions { ChannelsFirstInputs = true, UnsignedActivations = true }), threads);
        var all = AlternatingRounds.MinMicroseconds(duration, timer.RunOnce, signed.Run, unsigned.Run);
        return new PeerComparison(all[0], all[1], all[2]);
    }
}
