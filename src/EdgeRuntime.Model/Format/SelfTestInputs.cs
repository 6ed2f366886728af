using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Pseudo-random input bytes, the same on every machine, so that a file need not store them: xorshift64*, Vigna, "An experimental
/// exploration of Marsaglia's xorshift generators, scrambled" (2016). <c>FORMAT.md</c> has the numbers.
/// A value, as an inference that is counted fills its inputs from it and allocates nothing. Each copy goes on by itself.
/// </summary>
public struct SelfTestInputs(ulong seed)
{
    // The generator stays at zero once there; an odd offset keeps small seeds away from it.
    private ulong _state = (seed * 0x9E3779B97F4A7C15) | 1;

    /// <summary>Inputs of self-test case <paramref name="index"/>, counted from 0, one after another.</summary>
    public static SelfTestInputs OfCase(int index) => new((ulong)index + 1);

    /// <summary>
    /// float32 in [-1, 1); int8, uint8 and int16 over their whole range; 32 and 64-bit integers, which are mostly indices or lengths, 0 to 3;
    /// bool 0 or 1.
    /// </summary>
    public byte[] Next(OperandInfo info)
    {
        var bytes = new byte[info.ByteLength];
        Fill(info.Type, bytes);
        return bytes;
    }

    /// <summary>As <see cref="Next"/>, into memory of the caller's.</summary>
    public void Fill(ElementType type, Span<byte> bytes)
    {
        switch (type)
        {
            case ElementType.Float32:
                foreach (ref var e in MemoryMarshal.Cast<byte, float>(bytes))
                {
                    e = ((NextBits() >> 40) * (2f / (1 << 24))) - 1;
                }

                break;
            case ElementType.Int32 or ElementType.UInt32:
                foreach (ref var e in MemoryMarshal.Cast<byte, int>(bytes))
                {
                    e = (int)(NextBits() >> 62);
                }

                break;
            case ElementType.Int64 or ElementType.UInt64:
                foreach (ref var e in MemoryMarshal.Cast<byte, long>(bytes))
                {
                    e = (long)(NextBits() >> 62);
                }

                break;
            default:
                var shift = type == ElementType.Bool ? 63 : 56;
                foreach (ref var e in bytes)
                {
                    e = (byte)(NextBits() >> shift);
                }

                break;
        }
    }

    /// <summary>Goes past the elements of an input.</summary>
    public void Skip(OperandInfo info)
    {
        var numbers = info.Type == ElementType.Int16 ? info.ByteLength : info.Shape.ElementCount;
        for (var i = 0L; i < numbers; i++)
        {
            NextBits();
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
