using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace EdgeTool;

/// <summary>Multiply-accumulate operations per second that one core can do at most, measured with a loop of nothing else.</summary>
public static class PeakRate
{
    /// <summary>Enough independent sums that none waits for its own last step.</summary>
    private const int Chains = 12;

    /// <summary>Short rounds, and many of them: one will meet a quiet moment of the machine.</summary>
    private const int Steps = 5_000, Rounds = 20_000;

    /// <summary>The best instruction for int8 products that C# reaches here: its name and its rate; 0 where there is none.</summary>
    public static (string Instruction, double MacsPerSecond) Measure() =>
        Avx512BW.IsSupported ? ("VPMADDWD, 512 bits", Best(Avx512, 32))
        : Avx2.IsSupported ? ("VPMADDWD, 256 bits", Best(Avx256, 16))
        : Dp.IsSupported ? ("SDOT, 128 bits", Best(Sdot, 16))
        : ("", 0);

    private static double Best(Func<int, int> loop, int macsPerInstruction)
    {
        var best = double.PositiveInfinity;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = loop(Steps);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return (double)macsPerInstruction * Chains * Steps / best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Avx512(int steps)
    {
        var (a, b, c, d, e, f) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
        var (g, h, i, j, k, l) = (a, b, c, d, e, f);
        var x = Vector512.Create((short)steps);
        for (var step = 0; step < steps; step++)
        {
            a += Avx512BW.MultiplyAddAdjacent(x, a.AsInt16());
            b += Avx512BW.MultiplyAddAdjacent(x, b.AsInt16());
            c += Avx512BW.MultiplyAddAdjacent(x, c.AsInt16());
            d += Avx512BW.MultiplyAddAdjacent(x, d.AsInt16());
            e += Avx512BW.MultiplyAddAdjacent(x, e.AsInt16());
            f += Avx512BW.MultiplyAddAdjacent(x, f.AsInt16());
            g += Avx512BW.MultiplyAddAdjacent(x, g.AsInt16());
            h += Avx512BW.MultiplyAddAdjacent(x, h.AsInt16());
            i += Avx512BW.MultiplyAddAdjacent(x, i.AsInt16());
            j += Avx512BW.MultiplyAddAdjacent(x, j.AsInt16());
            k += Avx512BW.MultiplyAddAdjacent(x, k.AsInt16());
            l += Avx512BW.MultiplyAddAdjacent(x, l.AsInt16());
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Avx256(int steps)
    {
        var (a, b, c, d, e, f) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        var (g, h, i, j, k, l) = (a, b, c, d, e, f);
        var x = Vector256.Create((short)steps);
        for (var step = 0; step < steps; step++)
        {
            a += Avx2.MultiplyAddAdjacent(x, a.AsInt16());
            b += Avx2.MultiplyAddAdjacent(x, b.AsInt16());
            c += Avx2.MultiplyAddAdjacent(x, c.AsInt16());
            d += Avx2.MultiplyAddAdjacent(x, d.AsInt16());
            e += Avx2.MultiplyAddAdjacent(x, e.AsInt16());
            f += Avx2.MultiplyAddAdjacent(x, f.AsInt16());
            g += Avx2.MultiplyAddAdjacent(x, g.AsInt16());
            h += Avx2.MultiplyAddAdjacent(x, h.AsInt16());
            i += Avx2.MultiplyAddAdjacent(x, i.AsInt16());
            j += Avx2.MultiplyAddAdjacent(x, j.AsInt16());
            k += Avx2.MultiplyAddAdjacent(x, k.AsInt16());
            l += Avx2.MultiplyAddAdjacent(x, l.AsInt16());
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Sdot(int steps)
    {
        var (a, b, c, d, e, f) = (Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero);
        var (g, h, i, j, k, l) = (a, b, c, d, e, f);
        var x = Vector128.Create((sbyte)steps);
        for (var step = 0; step < steps; step++)
        {
            a = Dp.DotProduct(a, x, x);
            b = Dp.DotProduct(b, x, x);
            c = Dp.DotProduct(c, x, x);
            d = Dp.DotProduct(d, x, x);
            e = Dp.DotProduct(e, x, x);
            f = Dp.DotProduct(f, x, x);
            g = Dp.DotProduct(g, x, x);
            h = Dp.DotProduct(h, x, x);
            i = Dp.DotProduct(i, x, x);
            j = Dp.DotProduct(j, x, x);
            k = Dp.DotProduct(k, x, x);
            l = Dp.DotProduct(l, x, x);
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
