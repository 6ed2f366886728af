namespace EdgeRuntime.Pipeline;

/// <summary>What becomes of a window when samples are missing in it.</summary>
public enum GapPolicy
{
    /// <summary>It begins anew: no window spans a gap.</summary>
    Restart,

    /// <summary>The frame before the gap stands for those that are missing.</summary>
    Hold,

    /// <summary>They lie on the line between the frames before and behind the gap.</summary>
    Interpolate,
}

/// <summary>How gaps are met. One that is longer, or of unknown length, always restarts the window.</summary>
/// <param name="Policy">What to do.</param>
/// <param name="MaxFrames">Longest gap that is filled.</param>
public sealed record GapRule(GapPolicy Policy = GapPolicy.Restart, int MaxFrames = 0);
