using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Real Fourier transform of int16 samples; option fft_length.</summary>
public sealed class SignalRfftImporter : SignalImporter
{
    public override string CustomCode => "SignalRfft";

    protected override void Import(TfliteNode source, FlexMap options, TfliteGraphBuilder graph) =>
        graph.Add(source, new SignalRfft { FftLength = options.Int32("fft_length") }, source.Inputs, source.Outputs);
}
