using EdgeTool;

namespace EdgeRuntime.Benchmarks;

/// <summary>What one model took on this machine. Times are least microseconds of one inference.</summary>
internal sealed record HostResult
{
    public required string Model { get; init; }

    public required long Macs { get; init; }

    /// <summary>One thread, alternating with the peer's.</summary>
    public required double Microseconds { get; init; }

    /// <summary>One thread of the published program, a mean; null where nothing is published.</summary>
    public double? PublishedMicroseconds { get; init; }

    /// <summary>Two threads over one, measured in turns; null where the machine has one core.</summary>
    public double? TwoThreadsMicroseconds { get; init; }

    /// <summary>Null when it was not asked for.</summary>
    public PeerComparison? Peer { get; init; }

    public required long AllocatedBytes { get; init; }

    public required IReadOnlyList<StepResult> Steps { get; init; }

    public double MacsPerSecond => Macs / Microseconds * 1e6;
}

/// <summary>One step of a model.</summary>
/// <param name="Operator">Its operator.</param>
/// <param name="Shape">Of its output.</param>
/// <param name="Kernel">Variant that was bound.</param>
/// <param name="Macs">Of one run.</param>
/// <param name="Microseconds">Least of one run.</param>
internal sealed record StepResult(string Operator, string Shape, string Kernel, long Macs, double Microseconds);
