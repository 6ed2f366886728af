using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Thirty-two numbers. Quotients are limited before they are rounded, so that they fit 16 bits together with any zero point.</summary>
/// <typeparam name="TY">sbyte or byte.</typeparam>
/// <typeparam name="THalves">Where halves go.</typeparam>
internal readonly unsafe struct Avx2Quantizer<TY, THalves> : IRealQuantizer<Avx2Quantizer<TY, THalves>>
    where TY : unmanaged
    where THalves : IHalves
{
    /// <summary>Beyond every output of a byte, whatever the zero point.</summary>
    private const float Limit = 512;

    private readonly Vector256<float> _scale;
    private readonly Vector256<short> _zeroPoint;

    private Avx2Quantizer(float scale, int zeroPoint) => (_scale, _zeroPoint) = (Vector256.Create(scale), Vector256.Create((short)zeroPoint));

    public static int BlockLength => Vector256<byte>.Count;

    public static Avx2Quantizer<TY, THalves> Of(float scale, int zeroPoint) => new(scale, zeroPoint);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Block(float* x, byte* y)
    {
        // Packing works within 128 bits.
        var a = Avx2.AddSaturate(Avx2.PackSignedSaturate(Round(x), Round(x + 8)), _zeroPoint);
        var b = Avx2.AddSaturate(Avx2.PackSignedSaturate(Round(x + 16), Round(x + 24)), _zeroPoint);
        var bytes = typeof(TY) == typeof(sbyte) ? Avx2.PackSignedSaturate(a, b).AsInt32() : Avx2.PackUnsignedSaturate(a, b).AsInt32();
        Avx.Store(y, Avx2.PermuteVar8x32(bytes, Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> Round(float* x)
    {
        var quotients = Avx.Divide(Avx.LoadVector256(x), _scale);
        quotients = Avx.And(quotients, Avx.Compare(quotients, quotients, FloatComparisonMode.OrderedNonSignaling));
        quotients = Avx.Max(Avx.Min(quotients, Vector256.Create(Limit)), Vector256.Create(-Limit));
        if (!THalves.GoAwayFromZero)
        {
            return Avx.ConvertToVector256Int32(quotients);
        }

        var whole = Avx.ConvertToVector256Int32WithTruncation(quotients);
        var rest = Avx.Subtract(quotients, Avx.ConvertToVector256Single(whole));
        var isHalf = Avx.Compare(Avx.AndNot(Vector256.Create(-0f), rest), Vector256.Create(0.5f), FloatComparisonMode.OrderedGreaterThanOrEqualSignaling);
        var one = Avx2.Or(Avx2.ShiftRightArithmetic(quotients.AsInt32(), 31), Vector256.Create(1));
        return Avx2.Add(whole, Avx2.And(isHalf.AsInt32(), one));
    }
}
