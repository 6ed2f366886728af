using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>The element that padding writes, by its bits, and how to write many of it.</summary>
public unsafe struct PaddingElement
{
    private ulong _bits;
    private int _sizeBytes;

    /// <summary>What means 0.0 in this tensor: the zero point of 8-bit types, else 0.</summary>
    public static PaddingElement ZeroOf(in Operand tensor) => new()
    {
        _sizeBytes = tensor.Type.SizeBytes(),
        _bits = tensor.Type is ElementType.Int8 or ElementType.UInt8 ? (byte)tensor.ZeroPoint : 0UL,
    };

    /// <summary>The first element of this tensor.</summary>
    public static PaddingElement FirstOf(in Operand tensor)
    {
        var element = new PaddingElement { _sizeBytes = tensor.Type.SizeBytes() };
        NativeMemory.Copy(tensor.Data, &element._bits, (nuint)element._sizeBytes);
        return element;
    }

    /// <summary>Writes <paramref name="count"/> elements.</summary>
    public readonly void Fill(byte* target, long count)
    {
        switch (_sizeBytes)
        {
            case 1:
                NativeMemory.Fill(target, (nuint)count, (byte)_bits);
                break;
            case 2:
                Fill((ushort*)target, count, (ushort)_bits);
                break;
            case 4:
                Fill((uint*)target, count, (uint)_bits);
                break;
            default:
                Fill((ulong*)target, count, _bits);
                break;
        }
    }

    private static void Fill<T>(T* target, long count, T value) where T : unmanaged
    {
        for (var i = 0L; i < count; i++)
        {
            target[i] = value;
        }
    }
}
