using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Triangular channels; option num_channels.</summary>
public sealed class SignalFilterBankImporter : SignalImporter
{
    public override string CustomCode => "SignalFilterBank";

    protected override void Import(TfliteNode source, FlexMap options, TfliteGraphBuilder graph) =>
        graph.Add(source, new SignalFilterBank { Channels = options.Int32("num_channels") }, source.Inputs, source.Outputs);
}
