namespace EdgeTool.Compiler;

/// <summary>The memory plan of a graph: where every value and every step's scratch lies, and when.</summary>
/// <param name="Ranges">Live range of each value that is no constant.</param>
/// <param name="Offsets">Arena offset of each of them, a multiple of 64.</param>
/// <param name="ScratchBytes">Scratch of each step, as its operator's law says; 0 for none.</param>
/// <param name="ScratchOffsets">Arena offset of each step's scratch; 0 for none.</param>
/// <param name="ArenaBytes">Bytes of the arena.</param>
/// <param name="LowerBoundBytes">Most bytes live at one step.</param>
public sealed record GraphPlan(
    IReadOnlyDictionary<Value, LiveRange> Ranges,
    IReadOnlyDictionary<Value, long> Offsets,
    IReadOnlyList<long> ScratchBytes,
    IReadOnlyList<long> ScratchOffsets,
    long ArenaBytes,
    long LowerBoundBytes);
