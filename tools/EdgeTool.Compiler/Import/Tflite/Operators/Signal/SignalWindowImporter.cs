using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Samples times a window; option shift.</summary>
public sealed class SignalWindowImporter : SignalImporter
{
    public override string CustomCode => "SignalWindow";

    protected override void Import(TfliteNode source, FlexMap options, TfliteGraphBuilder graph) =>
        graph.Add(source, new SignalWindow { Shift = options.Int32("shift") }, source.Inputs, source.Outputs);
}
