using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

public static unsafe partial class DepthwiseConv2DKernel
{
    /// <summary>Four taps interleaved by two rounds of ZIP, so that SDOT adds a channel's four products.</summary>
    private readonly struct DpDepthwiseStep : IDepthwiseStep<Sums128>
    {
        public static int Taps => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Sums128 Add(Sums128 sums, sbyte** taps, nint offset, sbyte* weights)
        {
            var (x0, x1) = (Vector128.Load(taps[0] + offset), Vector128.Load(taps[1] + offset));
            var (x2, x3) = (Vector128.Load(taps[2] + offset), Vector128.Load(taps[3] + offset));
            var (low01, low23) = (AdvSimd.Arm64.ZipLow(x0, x1).AsInt16(), AdvSimd.Arm64.ZipLow(x2, x3).AsInt16());
            var (high01, high23) = (AdvSimd.Arm64.ZipHigh(x0, x1).AsInt16(), AdvSimd.Arm64.ZipHigh(x2, x3).AsInt16());
            sums.A = Dp.DotProduct(sums.A, AdvSimd.Arm64.ZipLow(low01, low23).AsSByte(), Vector128.Load(weights));
            sums.B = Dp.DotProduct(sums.B, AdvSimd.Arm64.ZipHigh(low01, low23).AsSByte(), Vector128.Load(weights + 16));
            sums.C = Dp.DotProduct(sums.C, AdvSimd.Arm64.ZipLow(high01, high23).AsSByte(), Vector128.Load(weights + 32));
            sums.D = Dp.DotProduct(sums.D, AdvSimd.Arm64.ZipHigh(high01, high23).AsSByte(), Vector128.Load(weights + 48));
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Sums128 sums, int* target) => Sums128.Store(sums, target);
    }
}
