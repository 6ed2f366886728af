using EdgeRuntime.Inference;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;

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

    public required IReadOnlyList<GroupSensitivity> Sensitivity { get; init; }

    /// <summary>Runs both models in turns.</summary>
    internal static PruneReport Of(CompiledModel before, CompiledModel after, PrunedModel pruned)
    {
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
            Sensitivity = pruned.Sensitivity,
        };
    }
}
