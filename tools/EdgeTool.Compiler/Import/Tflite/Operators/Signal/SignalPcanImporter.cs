using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Gain control; option snr_shift.</summary>
public sealed class SignalPcanImporter : SignalImporter
{
    public override string CustomCode => "SignalPCAN";

    protected override void Import(TfliteNode source, FlexMap options, TfliteGraphBuilder graph) =>
        graph.Add(source, new SignalPcan { SnrShift = options.Int32("snr_shift") }, source.Inputs, source.Outputs);
}
