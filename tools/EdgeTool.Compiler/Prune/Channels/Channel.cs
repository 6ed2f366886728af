namespace EdgeTool.Compiler.Pruning;

/// <summary>
/// Lanes that leave a graph together: one filter with all that it is tied to (what reads it, what it is added to, its gates), or several that
/// only go together.
/// </summary>
public sealed class Channel
{
    internal Channel(IReadOnlyList<Lane> lanes) => Lanes = lanes;

    /// <summary>In order of axes, then of indices.</summary>
    public IReadOnlyList<Lane> Lanes { get; }
}
