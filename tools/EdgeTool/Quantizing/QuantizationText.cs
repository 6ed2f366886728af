using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary>What was done and what it cost, in a sentence.</summary>
internal static class QuantizationText
{
    public static string Of(QuantizerOptions options, QuantizationPlan plan, int samples)
    {
        var cures = string.Concat(
            options.WideHead ? ", 16-bit scores" : "",
            options.Equalize ? ", channels equalized across layers" : "",
            options.AdaRound ? ", adaptive rounding" : "",
            options.BiasCorrect ? ", biases corrected" : "",
            plan.Split is { } split ? $", weights of {split.Layers.Count} layer(s) split in two ({split.Costs})" : "");
        var weights = options.Weights switch
        {
            WeightFormat.Int4 => "int4 (8 bits in depthwise convolutions)",
            WeightFormat.Int4Groups => "int4 in groups of 32 (8 bits in depthwise convolutions)",
            _ => "int8",
        };
        return $"quantized to {weights} weights and {(options.Activations == ElementType.Int16 ? "int16" : "int8")} activations, {samples} calibration examples, "
            + $"ranges by {(options.Method is { } method ? RangeChoice.Name(method) : plan.Choice!.Text)}{cures}";
    }

    public static string Of(OutputDamage damage, OutputDamage reference)
    {
        var accuracy = double.IsNaN(damage.Top1) ? ""
            : $", top-1 {Tables.Number(100 * damage.Top1, 2)} % (float {Tables.Number(100 * reference.Top1, 2)} %)";
        return $"agreement with float {Tables.Number(100 * damage.Agreement, 2)} % of {damage.Samples} examples, scores' signal to noise {Tables.Number(damage.SqnrDb)} dB{accuracy}";
    }
}
