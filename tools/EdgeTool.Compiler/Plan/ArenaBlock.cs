namespace EdgeTool.Compiler;

/// <summary>Memory that is needed from one step to another, both included. Step -1 is before the first step, step N after the last.</summary>
public readonly record struct ArenaBlock(long SizeBytes, int FirstStep, int LastStep)
{
    /// <summary>Both are needed at some step, so they may not share bytes.</summary>
    public bool MeetsInTime(ArenaBlock other) => FirstStep <= other.LastStep && other.FirstStep <= LastStep;
}

/// <summary>Where every block lies.</summary>
/// <param name="Offsets">Offset of each block, a multiple of 64.</param>
/// <param name="ArenaBytes">End of the highest block, a multiple of 64.</param>
/// <param name="LowerBoundBytes">Most bytes needed at one step: no plan for these blocks can take less.</param>
public sealed record ArenaPlan(IReadOnlyList<long> Offsets, long ArenaBytes, long LowerBoundBytes)
{
    /// <summary>Arena over its lower bound; 1 is perfect.</summary>
    public double Ratio => LowerBoundBytes == 0 ? 1 : (double)ArenaBytes / LowerBoundBytes;
}
