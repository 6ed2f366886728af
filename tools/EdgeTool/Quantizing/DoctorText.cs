using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary>A diagnosis as text for a terminal.</summary>
internal static class DoctorText
{
    /// <summary>Layers that are listed.</summary>
    private const int MaxLayers = 12;

    public static void Print(Terminal terminal, Diagnosis diagnosis, double maxDrop)
    {
        foreach (var warning in diagnosis.Warnings)
        {
            terminal.Out.WriteLine($"warning: {warning}");
        }

        var layers = Tables.Create("layer", "name", ">output dB", ">scores alone dB", "cause");
        foreach (var layer in diagnosis.Layers.Take(MaxLayers))
        {
            layers.AddText($"{layer.Node.OpCode}", QuantizationDoctor.ShortName(layer.Node.Name), Tables.Number(layer.SqnrDb), Tables.Number(layer.AloneSqnrDb), Causes(layer));
        }

        terminal.Write(layers);
        var steps = Tables.Create("cure", "what", "kept", ">agreement %", ">signal to noise dB", ">top-1 %");
        foreach (var step in diagnosis.Steps)
        {
            steps.AddText(step.Cure, step.Text, step.IsKept ? "yes" : "no", Tables.Number(100 * step.Damage.Agreement, 2), Tables.Number(step.Damage.SqnrDb), Top1(step.Damage));
        }

        terminal.Write(steps);
        var reference = Top1(diagnosis.Reference) is { Length: > 0 } top1 ? $" (float top-1 {top1} %)" : "";
        terminal.Out.WriteLine($"{diagnosis.Damage.Samples} examples{reference}; {(diagnosis.IsWithinLimit ? "within" : "nothing brings it within")} a drop of {Tables.Number(100 * maxDrop, 2)} %");
    }

    public static string Causes(LayerDamage layer) =>
        string.Join("; ", layer.Causes.Select(c => $"{Words(c.Kind)}: {c.Text}"));

    private static string Words(CauseKind kind) => kind switch
    {
        CauseKind.RangeOutlier => "range outlier",
        CauseKind.WeightChannelSpread => "weight channel spread",
        CauseKind.Saturation => "saturation",
        CauseKind.BiasOverflow => "bias overflow",
        CauseKind.DeadChannels => "dead channels",
        CauseKind.Amplification => "amplification",
        _ => "output channel spread",
    };

    private static string Top1(OutputDamage damage) => double.IsNaN(damage.Top1) ? "" : Tables.Number(100 * damage.Top1, 2);
}
