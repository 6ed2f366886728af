using TestKit;

namespace EdgeTool.Training.Tests;

/// <summary>A fact that trains; skipped, with the reason, where libtorch is absent.</summary>
public sealed class TorchFactAttribute : FactAttribute
{
    public TorchFactAttribute() => Skip = Torch.SkipReason;
}

/// <summary>A theory that trains; skipped, with the reason, where libtorch is absent.</summary>
public sealed class TorchTheoryAttribute : TheoryAttribute
{
    public TorchTheoryAttribute() => Skip = Torch.SkipReason;
}

/// <summary>A fact that trains on real data.</summary>
public sealed class SharedTorchFactAttribute : FactAttribute
{
    public SharedTorchFactAttribute() => Skip = Shared.SkipReason ?? Torch.SkipReason;
}

/// <summary>A theory that trains on real data or models.</summary>
public sealed class SharedTorchTheoryAttribute : TheoryAttribute
{
    public SharedTorchTheoryAttribute() => Skip = Shared.SkipReason ?? Torch.SkipReason;
}

internal static class Torch
{
    public static string? SkipReason { get; } = TorchLibrary.IsAvailable ? null : "libtorch is not on this machine.";
}
