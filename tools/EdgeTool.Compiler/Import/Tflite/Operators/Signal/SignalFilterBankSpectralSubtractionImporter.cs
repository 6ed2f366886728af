using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// Noise subtraction; options smoothing, one_minus_smoothing, alternate_smoothing, alternate_one_minus_smoothing, min_signal_remaining,
/// smoothing_bits, spectral_subtraction_bits, clamping. The noise estimate, hidden in the source operator, becomes a variable.
/// </summary>
public sealed class SignalFilterBankSpectralSubtractionImporter : SignalImporter
{
    public override string CustomCode => "SignalFilterBankSpectralSubtraction";

    protected override void Import(TfliteNode source, FlexMap options, TfliteGraphBuilder graph)
    {
        var record = new SignalFilterBankSpectralSubtraction
        {
            Smoothing = options.Int32("smoothing"),
            OneMinusSmoothing = options.Int32("one_minus_smoothing"),
            AlternateSmoothing = options.Int32("alternate_smoothing"),
            AlternateOneMinusSmoothing = options.Int32("alternate_one_minus_smoothing"),
            MinSignalRemaining = options.Int32("min_signal_remaining"),
            SmoothingBits = options.Int32("smoothing_bits"),
            SpectralSubtractionBits = options.Int32("spectral_subtraction_bits"),
            Clamping = options.Int32("clamping"),
        };
        var input = source.Require(0, "input");
        var estimate = new Value { Name = source.Name + "/noise_estimate", Type = input.Type, Shape = input.Shape, IsVariable = true };
        graph.Add(source, record, [input, estimate], source.Outputs);
    }
}
