using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Shifts a frame up to fill 16 bits.</summary>
public sealed class SignalFftAutoScaleImporter : SignalImporter
{
    public override string CustomCode => "SignalFftAutoScale";

    protected override void Import(TfliteNode source, FlexMap options, TfliteGraphBuilder graph) =>
        graph.Add(source, default(SignalFftAutoScale), source.Inputs, source.Outputs);
}
