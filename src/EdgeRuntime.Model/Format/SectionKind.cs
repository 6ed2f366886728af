namespace EdgeRuntime.Model;

/// <summary>Sections in the order they lie in the file. Numbers are never reused.</summary>
public enum SectionKind : uint
{
    /// <summary>Tensor indices: input count, inputs, output count, outputs (int32 each).</summary>
    Interface = 1,

    /// <summary><see cref="TensorRecord"/> by index.</summary>
    Tensors = 2,

    /// <summary>float32 scales, referenced by the tensors in their order, without gaps.</summary>
    Scales = 3,

    /// <summary><see cref="StepRecord"/> in execution order.</summary>
    Steps = 4,

    /// <summary>int32 tensor indices, -1 for an optional operand left out; each step's inputs, then its outputs.</summary>
    Operands = 5,

    /// <summary>Operator records, each step's in turn.</summary>
    Records = 6,

    /// <summary>UTF-8 names, each ended by a zero byte; offset 0 is the empty name.</summary>
    Strings = 7,

    /// <summary>UTF-8 JSON: <see cref="ModelContract"/>.</summary>
    Contract = 8,

    /// <summary>Constant tensors, each at a multiple of 64, gaps filled with zeros.</summary>
    Weights = 9,

    /// <summary>int32 case count, then per case the bytes of every input and every output.</summary>
    SelfTest = 10,

    /// <summary>Signature over the content hash; all zero in an unsigned file.</summary>
    Signature = 11,
}

/// <summary>One entry of the section table.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 4)]
public struct SectionRecord
{
    public const int SizeBytes = 24;

    /// <summary>Sections start at multiples of this; the bytes between are zero.</summary>
    public const int Alignment = 64;

    public SectionKind Kind;
    public int Reserved;

    /// <summary>Offset from the start of the file.</summary>
    public long OffsetBytes;
    public long LengthBytes;
}
