using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class DepthwiseConv2DKernel
{
    private static bool BindAvx2(StepView step, out BoundKernel kernel)
    {
        if (!BindTiled<Avx2DepthwiseStep, Sums256, Avx2RescaleStep>(step, out kernel))
        {
            return BindFloats<Avx2Floats, Vector256<float>>(step, out kernel);
        }

        BindColumns<Avx2Columns<Avx2WholeFinish<DoubledOfShifted>>, Avx2Columns<Avx2FloatFinish>, Avx2Column, Vector256<int>>(step, ref kernel);
        return true;
    }

    /// <summary>Sixteen sums in the order of channels.</summary>
    internal struct Sums256
    {
        public Vector256<int> A;
        public Vector256<int> B;
    }

    /// <summary>Two taps interleaved and widened, so that VPMADDWD adds a channel's two products.</summary>
    private readonly struct Avx2DepthwiseStep : IDepthwiseStep<Sums256>
    {
        public static int Taps => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Sums256 Add(Sums256 sums, sbyte** taps, nint offset, sbyte* weights)
        {
            var (x0, x1) = (Vector128.Load(taps[0] + offset), Vector128.Load(taps[1] + offset));
            var low = Avx2.ConvertToVector256Int16(Sse2.UnpackLow(x0, x1));
            var high = Avx2.ConvertToVector256Int16(Sse2.UnpackHigh(x0, x1));
            sums.A = Avx2.Add(sums.A, Avx2.MultiplyAddAdjacent(low, Avx2.ConvertToVector256Int16(weights)));
            sums.B = Avx2.Add(sums.B, Avx2.MultiplyAddAdjacent(high, Avx2.ConvertToVector256Int16(weights + 16)));
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Sums256 sums, int* target)
        {
            sums.A.Store(target);
            sums.B.Store(target + 8);
        }
    }
}
