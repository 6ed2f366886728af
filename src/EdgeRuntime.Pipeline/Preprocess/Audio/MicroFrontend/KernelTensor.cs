using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>Memory that kernels of a stage read and write: a tensor that stays in its place.</summary>
internal sealed unsafe class KernelTensor
{
    // Pinned, and aligned as a model's arena is.
    private const int Alignment = 64;
    private readonly byte[] _memory;

    public KernelTensor(ElementType type, int length, TensorKind kind = TensorKind.Arena)
    {
        Info = new OperandInfo(type, length == 0 ? new Shape() : new Shape(length), kind);
        _memory = GC.AllocateArray<byte>((int)Info.ByteLength + Alignment, pinned: true);
        var at = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        Data = (byte*)((at + (Alignment - 1)) & ~(nuint)(Alignment - 1));
    }

    public OperandInfo Info { get; }

    public byte* Data { get; }

    /// <summary>A line of int16 that never changes.</summary>
    public static KernelTensor Constant(ReadOnlySpan<short> values)
    {
        var tensor = new KernelTensor(ElementType.Int16, values.Length, TensorKind.Constant);
        values.CopyTo(tensor.As<short>());
        return tensor;
    }

    public Span<T> As<T>() where T : unmanaged => new(Data, (int)Info.ByteLength / sizeof(T));

    public Operand ToOperand() => new()
    {
        Data = Data,
        Shape = Info.Shape,
        Type = Info.Type,
        ElementCount = Info.Shape.ElementCount,
        ByteLength = Info.ByteLength,
    };
}
