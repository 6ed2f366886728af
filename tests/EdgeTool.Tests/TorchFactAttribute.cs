using EdgeTool.Training;

namespace EdgeTool.Tests;

/// <summary>A fact that trains; skipped, with the reason, where libtorch is absent.</summary>
public sealed class TorchFactAttribute : FactAttribute
{
    public TorchFactAttribute() => Skip = TorchLibrary.IsAvailable ? null : "libtorch is not on this machine.";
}

/// <summary>A theory that trains; skipped, with the reason, where libtorch is absent.</summary>
public sealed class TorchTheoryAttribute : TheoryAttribute
{
    public TorchTheoryAttribute() => Skip = TorchLibrary.IsAvailable ? null : "libtorch is not on this machine.";
}
