using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>One tensor as it lies in the file.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct TensorRecord
{
    public const int SizeBytes = 80;

    public ElementType Type;
    public TensorKind Kind;

    /// <summary>Axis of the per-channel scales; -1 when there are none.</summary>
    public sbyte ChannelAxis;

    /// <summary>How a constant's elements are stored; plain for everything else.</summary>
    public ConstantStorage Storage;

    /// <summary>Offset into the strings section.</summary>
    public int NameOffset;

    public Shape Shape;

    public int ZeroPoint;

    /// <summary>First scale in the scales section; 0 when <see cref="ScaleCount"/> is 0.</summary>
    public int FirstScale;

    /// <summary>0: not quantized; 1: per tensor; otherwise one for each index of the channel axis.</summary>
    public int ScaleCount;

    /// <summary>First step that holds this tensor in the arena: the step that writes it, or -1 for a model input.</summary>
    public int FirstStep;

    /// <summary>Last step that needs it; the number of steps for a model output.</summary>
    public int LastStep;

    /// <summary>Variables: constant tensor that holds the value at load and after a reset; -1 for zeros.</summary>
    public int InitialValue;

    /// <summary>Constant: offset into the weights section. Arena and variable: offset into the arena. Multiple of 64.</summary>
    public long DataOffset;

    /// <summary>Bytes of the elements as kernels read them.</summary>
    public long ByteLength;

    /// <summary><see cref="ConstantStorage.Blocks"/>: channels of a block. <see cref="ConstantStorage.Coded"/>: these four bytes are <see cref="CodedBytes"/>. Others: 0.</summary>
    public byte BlockChannels;

    /// <summary><see cref="ConstantStorage.Blocks"/>: depth of a block. Others: 0.</summary>
    public byte BlockDepth;

    /// <summary><see cref="ConstantStorage.Blocks"/>: axis of the channels. Others: 0.</summary>
    public byte BlockAxis;

    public byte Reserved;

    /// <summary>Bytes that a constant takes in the weights section.</summary>
    public readonly long StoredBytes => Storage switch
    {
        ConstantStorage.Blocks => Blocks.SizeBytes(Shape),
        ConstantStorage.Coded => CodedBytes,
        _ => Storage.SizeBytes(Type, Shape),
    };

    /// <summary>Order of a constant's elements.</summary>
    public readonly WeightBlocks Blocks => Storage == ConstantStorage.Blocks ? new(BlockChannels, BlockDepth, BlockAxis) : default;

    /// <summary><see cref="ConstantStorage.Coded"/>: its bytes in the weights section.</summary>
    public uint CodedBytes
    {
        readonly get => BlockChannels | ((uint)BlockDepth << 8) | ((uint)BlockAxis << 16) | ((uint)Reserved << 24);
        set => (BlockChannels, BlockDepth, BlockAxis, Reserved) = ((byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24));
    }

    /// <summary>Kernels may read the elements where they lie in the file.</summary>
    internal readonly bool IsInPlace => Storage is ConstantStorage.Plain or ConstantStorage.Blocks;
}
