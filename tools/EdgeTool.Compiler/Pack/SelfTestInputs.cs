using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// Pseudo-random input bytes, the same on every machine: xorshift64*, Vigna, "An experimental exploration of Marsaglia's xorshift
/// generators, scrambled" (2016).
/// </summary>
public sealed class SelfTestInputs(ulong seed)
{
    // The generator stays at zero once there; an odd offset keeps small seeds away from it.
    private ulong _state = (seed * 0x9E3779B97F4A7C15) | 1;

    /// <summary>
    /// float32 in [-1, 1); int8, uint8 and int16 over their whole range; 32 and 64-bit integers, which are mostly indices or lengths, 0 to 3;
    /// bool 0 or 1.
    /// </summary>
    public byte[] Next(OperandInfo info)
    {
        var bytes = new byte[info.ByteLength];
        switch (info.Type)
        {
            case ElementType.Float32:
                Fill<float>(bytes, bits => ((bits >> 40) * (2f / (1 << 24))) - 1);
                break;
            case ElementType.Int32 or ElementType.UInt32:
                Fill<int>(bytes, bits => (int)(bits >> 62));
                break;
            case ElementType.Int64 or ElementType.UInt64:
                Fill<long>(bytes, bits => (long)(bits >> 62));
                break;
            case ElementType.Bool:
                Fill<byte>(bytes, bits => (byte)(bits >> 63));
                break;
            default:
                Fill<byte>(bytes, bits => (byte)(bits >> 56));
                break;
        }

        return bytes;
    }

    private void Fill<T>(byte[] bytes, Func<ulong, T> element) where T : unmanaged
    {
        foreach (ref var e in MemoryMarshal.Cast<byte, T>(bytes.AsSpan()))
        {
            e = element(NextBits());
        }
    }

    private ulong NextBits()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return _state * 0x2545F4914F6CDD1D;
    }
}
