namespace EdgeRuntime.Pipeline;

/// <summary>What one inference said of one class.</summary>
/// <param name="Sequence">Number of the inference, from 1.</param>
/// <param name="TimestampNs">Monotonic time of the decision, nanoseconds; comparable within one run of the process only.</param>
/// <param name="ClassIndex">Element of the output.</param>
/// <param name="Label">Its name.</param>
/// <param name="Score">Its score in real units.</param>
/// <param name="IsActive">Whether the class counts as present.</param>
/// <param name="IsChange">Whether that changed with this inference.</param>
/// <param name="LatencyNs">From the trigger to the decision, nanoseconds.</param>
public readonly record struct Decision(
    long Sequence,
    long TimestampNs,
    int ClassIndex,
    string Label,
    float Score,
    bool IsActive,
    bool IsChange,
    long LatencyNs)
{
    /// <summary>The answer of the trigger before: this one had to wait, and the pipeline's overrun policy wants no inference then.</summary>
    public bool IsPrevious { get; init; }
}
