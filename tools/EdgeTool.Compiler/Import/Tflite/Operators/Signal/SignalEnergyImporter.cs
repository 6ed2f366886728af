using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Energy of frequencies; options start_index, end_index.</summary>
public sealed class SignalEnergyImporter : SignalImporter
{
    public override string CustomCode => "SignalEnergy";

    protected override void Import(TfliteNode source, FlexMap options, TfliteGraphBuilder graph) =>
        graph.Add(source, new SignalEnergy { StartIndex = options.Int32("start_index"), EndIndex = options.Int32("end_index") }, source.Inputs, source.Outputs);
}
