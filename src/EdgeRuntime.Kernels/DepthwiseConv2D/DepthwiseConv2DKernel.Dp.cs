using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

public static unsafe partial class DepthwiseConv2DKernel
{
    private static bool BindDp(StepView step, out BoundKernel kernel)
    {
        if (!BindTiled<DpDepthwiseStep, Sums128, AdvSimdRescaleStep>(step, out kernel))
        {
            return false;
        }

        if (DepthwiseColumnKernel<DpColumns<AdvSimdAnyShiftOutput>, Vectors128<sbyte>, Sums128, AdvSimdLimits>.Bind(step, ref kernel))
        {
            kernel.Run = &AdvSimdOutputs.Run<DpColumnsLoop>;
        }

        return true;
    }

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

    private readonly struct DpColumnsLoop : IAdvSimdLoop
    {
        public static void Run<TOutput>(StepContext* step, int begin, int end, int worker)
            where TOutput : IAdvSimdOutput =>
            DepthwiseColumnKernel<DpColumns<TOutput>, Vectors128<sbyte>, Sums128, AdvSimdLimits>.Run(step, begin, end, worker);
    }

    /// <summary>The three rows of a column interleaved, the last twice, which meets a weight 0, so that SDOT adds a channel's three products.</summary>
    private readonly struct DpColumns<TOutput> : IDepthwiseColumns<Vectors128<sbyte>, Sums128, AdvSimdLimits>
        where TOutput : IAdvSimdOutput
    {
        public static int BlockChannels => 16;

        public static int ColumnBytes => 64;

        public static int FactorBytes => Factors128.SizeBytes;

        public static void PrepareGeneral(StepContext* step) => PrepareTiled<DpDepthwiseStep, Sums128>(step);

        public static void RunGeneral(StepContext* step, int begin, int end, int worker) =>
            RunTiled<DpDepthwiseStep, Sums128, AdvSimdRescaleStep>(step, begin, end, worker);

        public static bool Covers(ReadOnlySpan<sbyte> weights, in DepthwiseChannel channel) => true;

        public static void PlaceWeight(byte* column, int channel, int row, sbyte weight) => column[(channel * 4) + row] = (byte)weight;

        public static void PlaceFactor(byte* factors, int lane, in DepthwiseChannel channel) =>
            Factors128.Place(factors, lane, channel.Bias, channel.Factor);

        public static AdvSimdLimits Limits(OutputStage* stage) => new(stage);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vectors128<sbyte> LoadWeights(byte* column)
        {
            Vectors128<sbyte> weights;
            weights.A = Vector128.Load((sbyte*)column);
            weights.B = Vector128.Load((sbyte*)column + 16);
            weights.C = Vector128.Load((sbyte*)column + 32);
            weights.D = Vector128.Load((sbyte*)column + 48);
            return weights;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vectors128<sbyte> Load(sbyte* row0, sbyte* row1, sbyte* row2)
        {
            var (x0, x1, x2) = (Vector128.Load(row0), Vector128.Load(row1), Vector128.Load(row2));
            var (low01, high01) = (AdvSimd.Arm64.ZipLow(x0, x1).AsInt16(), AdvSimd.Arm64.ZipHigh(x0, x1).AsInt16());
            var (low2, high2) = (AdvSimd.Arm64.ZipLow(x2, x2).AsInt16(), AdvSimd.Arm64.ZipHigh(x2, x2).AsInt16());
            Vectors128<sbyte> column;
            column.A = AdvSimd.Arm64.ZipLow(low01, low2).AsSByte();
            column.B = AdvSimd.Arm64.ZipHigh(low01, low2).AsSByte();
            column.C = AdvSimd.Arm64.ZipLow(high01, high2).AsSByte();
            column.D = AdvSimd.Arm64.ZipHigh(high01, high2).AsSByte();
            return column;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vectors128<sbyte> Outside(sbyte* zeroPoints)
        {
            var all = Vector128.Load(zeroPoints);
            Vectors128<sbyte> column;
            column.A = all;
            column.B = all;
            column.C = all;
            column.D = all;
            return column;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Sums128 Sum(
            byte* factors,
            Vectors128<sbyte> x0,
            Vectors128<sbyte> x1,
            Vectors128<sbyte> x2,
            Vectors128<sbyte> weights0,
            Vectors128<sbyte> weights1,
            Vectors128<sbyte> weights2)
        {
            var sums = Factors128.Biases(factors);
            sums.A = Dp.DotProduct(Dp.DotProduct(Dp.DotProduct(sums.A, x0.A, weights0.A), x1.A, weights1.A), x2.A, weights2.A);
            sums.B = Dp.DotProduct(Dp.DotProduct(Dp.DotProduct(sums.B, x0.B, weights0.B), x1.B, weights1.B), x2.B, weights2.B);
            sums.C = Dp.DotProduct(Dp.DotProduct(Dp.DotProduct(sums.C, x0.C, weights0.C), x1.C, weights1.C), x2.C, weights2.C);
            sums.D = Dp.DotProduct(Dp.DotProduct(Dp.DotProduct(sums.D, x0.D, weights0.D), x1.D, weights1.D), x2.D, weights2.D);
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Sums128 sums, byte* factors, AdvSimdLimits limits, sbyte* output) =>
            Factors128.Store<TOutput>(sums, factors, limits, output);
    }
}
