using EdgeRuntime.Inference;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary>One figure of the model before and after.</summary>
public sealed record BeforeAfter(double Before, double After)
{
    /// <summary>How many times less.</summary>
    public double Gain => After > 0 ? Before / After : double.PositiveInfinity;
}

/// <summary>What pruning removed, and what that gained on disk and in time, separately.</summary>
public sealed record PruneReport
{
    /// <summary>What was done, in a sentence.</summary>
    public required string Note { get; init; }

    /// <summary>False when a budget could not be kept.</summary>
    public required bool GoalIsMet { get; init; }

    /// <summary>Every part of the model that could lose something.</summary>
    public required IReadOnlyList<PrunedGroup> Parts { get; init; }

    public required BeforeAfter Macs { get; init; }

    /// <summary>Of both models as packed files.</summary>
    public required BeforeAfter FileBytes { get; init; }

    /// <summary>Of one inference on this machine, the least of alternating rounds.</summary>
    public required BeforeAfter Microseconds { get; init; }

    /// <summary>The whole model's answers on the given examples; null without data.</summary>
    public required OutputDamage? Reference { get; init; }

    /// <summary>What pruning did to them; null without data.</summary>
    public required OutputDamage? Damage { get; init; }

    public required IReadOnlyList<GroupSensitivity> Sensitivity { get; init; }

    /// <summary>Runs both models in turns.</summary>
    /// <param name="before">The whole model.</param>
    /// <param name="after">What was written.</param>
    /// <param name="pruned">How it came about.</param>
    /// <param name="samples">Examples that both answer, where there are any.</param>
    internal static PruneReport Of(CompiledModel before, CompiledModel after, PrunedModel pruned, InputSamples? samples)
    {
        var meter = samples is null ? null : new DamageMeter(before.Graph, samples);
        using var whole = Interpreter.Load(OpenedModel.FromBytes(before.Bytes));
        using var small = Interpreter.Load(OpenedModel.FromBytes(after.Bytes));
        var (runWhole, runSmall) = (new InferenceTimer(whole, 1), new InferenceTimer(small, 1));
        var times = AlternatingRounds.MinMicroseconds(TimeSpan.FromSeconds(1), runWhole.RunOnce, runSmall.RunOnce);
        return new PruneReport
        {
            Note = pruned.Note,
            GoalIsMet = pruned.GoalIsMet,
            Parts = pruned.Parts,
            Macs = new BeforeAfter(GraphSize.Macs(before.Graph), GraphSize.Macs(after.Graph)),
            FileBytes = new BeforeAfter(before.Bytes.Length, after.Bytes.Length),
            Microseconds = new BeforeAfter(times[0], times[1]),
            Reference = meter?.Reference,
            Damage = meter?.Measure(after.Graph),
            Sensitivity = pruned.Sensitivity,
        };
    }
}
