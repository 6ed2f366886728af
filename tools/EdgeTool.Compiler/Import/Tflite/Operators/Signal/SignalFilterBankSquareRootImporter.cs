using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Square root of channels.</summary>
public sealed class SignalFilterBankSquareRootImporter : SignalImporter
{
    public override string CustomCode => "SignalFilterBankSquareRoot";

    protected override void Import(TfliteNode source, FlexMap options, TfliteGraphBuilder graph) =>
        graph.Add(source, default(SignalFilterBankSquareRoot), source.Inputs, source.Outputs);
}
