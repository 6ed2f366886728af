using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>One step as it lies in the file: an operator, its record, its operands, its scratch.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct StepRecord
{
    public const int SizeBytes = 48;

    public OpCode OpCode;
    public ushort Reserved;

    /// <summary>Offset into the strings section: the source node's name.</summary>
    public int NameOffset;

    /// <summary>Offset into the records section.</summary>
    public int RecordOffset;
    public int RecordLength;

    /// <summary>Index of the first operand in the operands section.</summary>
    public int FirstOperand;
    public int InputCount;
    public int OutputCount;

    /// <summary>Index of the source operator in the file it was imported from; -1 when it has none.</summary>
    public int SourceIndex;

    /// <summary>Worker 0's scratch: offset into the arena, multiple of 64; 0 when none is needed.</summary>
    public long ScratchOffset;

    public long ScratchBytes;
}
