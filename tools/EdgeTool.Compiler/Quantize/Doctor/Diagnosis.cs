namespace EdgeTool.Compiler.Quantization;

/// <summary>What the doctor found and did.</summary>
public sealed class Diagnosis
{
    /// <summary>The float model on the reported examples.</summary>
    public required OutputDamage Reference { get; init; }

    /// <summary>Doubts about the data, for people.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Layers of the plain int8 model, the worst first.</summary>
    public required IReadOnlyList<LayerDamage> Layers { get; init; }

    /// <summary>Cures in the order they were tried, the plain quantization first.</summary>
    public required IReadOnlyList<DoctorStep> Steps { get; init; }

    /// <summary>The best plan.</summary>
    public required QuantizationPlan Plan { get; init; }

    /// <summary>What <see cref="Plan"/> costs.</summary>
    public required OutputDamage Damage { get; init; }

    /// <summary>The drop came within the limit.</summary>
    public required bool IsWithinLimit { get; init; }
}

/// <summary>One cure: what it does, what the integer interpreter measured after it, and whether it stayed.</summary>
/// <param name="Cure">Name.</param>
/// <param name="Text">For people.</param>
/// <param name="Damage">On the reported examples.</param>
/// <param name="IsKept">Later cures build on it.</param>
public sealed record DoctorStep(string Cure, string Text, OutputDamage Damage, bool IsKept);
