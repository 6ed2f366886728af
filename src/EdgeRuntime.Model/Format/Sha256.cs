using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeRuntime.Model;

/// <summary>
/// SHA-256 (FIPS 180-4, section 6.2) over pieces. Written here because the platform's class loads OpenSSL, which costs a board more
/// start-up time and memory than a whole small model.
/// </summary>
internal unsafe struct Sha256
{
    private const int BlockBytes = 64;

    // First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, section 4.2.2).
    private static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private readonly uint[] _state;
    private readonly byte[] _pending;
    private int _pendingBytes;
    private ulong _totalBytes;

    public Sha256()
    {
        // First 32 bits of the fractional parts of the square roots of the first 8 primes (section 5.3.3).
        _state = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
        _pending = new byte[BlockBytes];
    }

    public static byte[] Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = new Sha256();
        hash.Append(bytes);
        return hash.Finish();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _totalBytes += (ulong)bytes.Length;
        if (_pendingBytes > 0)
        {
            var taken = Math.Min(BlockBytes - _pendingBytes, bytes.Length);
            bytes[..taken].CopyTo(_pending.AsSpan(_pendingBytes));
            _pendingBytes += taken;
            bytes = bytes[taken..];
            if (_pendingBytes < BlockBytes)
            {
                return;
            }

            Compress(_pending);
            _pendingBytes = 0;
        }

        var whole = bytes.Length / BlockBytes * BlockBytes;
        Compress(bytes[..whole]);
        bytes = bytes[whole..];
        bytes.CopyTo(_pending);
        _pendingBytes = bytes.Length;
    }

    public byte[] Finish()
    {
        var bits = _totalBytes * 8;
        Span<byte> padding = stackalloc byte[BlockBytes * 2];
        padding.Clear();
        padding[0] = 0x80;
        var zeros = ((BlockBytes * 2) - 9 - _pendingBytes) % BlockBytes;
        BinaryPrimitives.WriteUInt64BigEndian(padding[(1 + zeros)..], bits);
        Append(padding[..(1 + zeros + 8)]);
        var digest = new byte[32];
        for (var i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(digest.AsSpan(i * 4), _state[i]);
        }

        return digest;
    }

    /// <summary>Whole blocks. Eight rounds at a time, so that the working variables change their places by name instead of by moves.</summary>
    private readonly void Compress(ReadOnlySpan<byte> blocks)
    {
        var w = stackalloc uint[64];
        fixed (byte* first = blocks)
        fixed (uint* state = _state, k = RoundConstants)
        {
            for (var block = first; block < first + blocks.Length; block += BlockBytes)
            {
                Schedule(block, w);
                uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
                for (var t = 0; t < 64; t += 8)
                {
                    Round(a, b, c, ref d, e, f, g, ref h, k[t] + w[t]);
                    Round(h, a, b, ref c, d, e, f, ref g, k[t + 1] + w[t + 1]);
                    Round(g, h, a, ref b, c, d, e, ref f, k[t + 2] + w[t + 2]);
                    Round(f, g, h, ref a, b, c, d, ref e, k[t + 3] + w[t + 3]);
                    Round(e, f, g, ref h, a, b, c, ref d, k[t + 4] + w[t + 4]);
                    Round(d, e, f, ref g, h, a, b, ref c, k[t + 5] + w[t + 5]);
                    Round(c, d, e, ref f, g, h, a, ref b, k[t + 6] + w[t + 6]);
                    Round(b, c, d, ref e, f, g, h, ref a, k[t + 7] + w[t + 7]);
                }

                state[0] += a;
                state[1] += b;
                state[2] += c;
                state[3] += d;
                state[4] += e;
                state[5] += f;
                state[6] += g;
                state[7] += h;
            }
        }
    }

    /// <summary>Section 6.2.2, step 1.</summary>
    private static void Schedule(byte* block, uint* w)
    {
        for (var t = 0; t < 16; t++)
        {
            w[t] = BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(block + (t * 4)));
        }

        for (var t = 16; t < 64; t++)
        {
            var s0 = BitOperations.RotateRight(w[t - 15], 7) ^ BitOperations.RotateRight(w[t - 15], 18) ^ (w[t - 15] >> 3);
            var s1 = BitOperations.RotateRight(w[t - 2], 17) ^ BitOperations.RotateRight(w[t - 2], 19) ^ (w[t - 2] >> 10);
            w[t] = w[t - 16] + s0 + w[t - 7] + s1;
        }
    }

    /// <summary>Step 3 for one t; what would be the next a and e are left in h and d, whose names move on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(uint a, uint b, uint c, ref uint d, uint e, uint f, uint g, ref uint h, uint kw)
    {
        var sum1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
        var t1 = h + sum1 + (g ^ (e & (f ^ g))) + kw;
        var sum0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
        d += t1;
        h = t1 + sum0 + ((a & b) | (c & (a | b)));
    }
}
