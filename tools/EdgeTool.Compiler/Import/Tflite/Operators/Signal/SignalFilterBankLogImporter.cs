using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Logarithm of channels; options output_scale, input_correction_bits.</summary>
public sealed class SignalFilterBankLogImporter : SignalImporter
{
    public override string CustomCode => "SignalFilterBankLog";

    protected override void Import(TfliteNode source, FlexMap options, TfliteGraphBuilder graph)
    {
        var record = new SignalFilterBankLog
        {
            OutputScale = options.Int32("output_scale"),
            InputCorrectionBits = options.Int32("input_correction_bits"),
        };
        graph.Add(source, record, source.Inputs, source.Outputs);
    }
}
