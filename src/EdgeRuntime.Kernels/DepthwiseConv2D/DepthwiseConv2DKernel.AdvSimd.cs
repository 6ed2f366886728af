using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

public static unsafe partial class DepthwiseConv2DKernel
{
    private static bool BindAdvSimd(StepView step, out BoundKernel kernel)
    {
        if (!BindTiled<AdvSimdDepthwiseStep, Sums128, AdvSimdRescaleStep>(step, out kernel))
        {
            return BindFloats<AdvSimdFloats, Vector128<float>>(step, out kernel);
        }

        if (DepthwiseColumnKernel<AdvSimdColumns<AdvSimdAnyShiftOutput>, ColumnAddresses, Sums128, AdvSimdLimits>.Bind(step, ref kernel))
        {
            kernel.Run = &AdvSimdOutputs.Run<AdvSimdColumnsLoop>;
        }

        return true;
    }

    /// <summary>Two taps interleaved by ZIP, so that SADALP adds the neighbouring products of SMULL.</summary>
    private readonly struct AdvSimdDepthwiseStep : IDepthwiseStep<Sums128>
    {
        public static int Taps => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Sums128 Add(Sums128 sums, sbyte** taps, nint offset, sbyte* weights)
        {
            var (x0, x1) = (Vector128.Load(taps[0] + offset), Vector128.Load(taps[1] + offset));
            var (low, high) = (AdvSimd.Arm64.ZipLow(x0, x1), AdvSimd.Arm64.ZipHigh(x0, x1));
            var (lowWeights, highWeights) = (Vector128.Load(weights), Vector128.Load(weights + 16));
            sums.A = AdvSimd.AddPairwiseWideningAndAdd(sums.A, AdvSimd.MultiplyWideningLower(low.GetLower(), lowWeights.GetLower()));
            sums.B = AdvSimd.AddPairwiseWideningAndAdd(sums.B, AdvSimd.MultiplyWideningUpper(low, lowWeights));
            sums.C = AdvSimd.AddPairwiseWideningAndAdd(sums.C, AdvSimd.MultiplyWideningLower(high.GetLower(), highWeights.GetLower()));
            sums.D = AdvSimd.AddPairwiseWideningAndAdd(sums.D, AdvSimd.MultiplyWideningUpper(high, highWeights));
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Sums128 sums, int* target) => Sums128.Store(sums, target);
    }

    private readonly struct AdvSimdColumnsLoop : IAdvSimdLoop
    {
        public static void Run<TOutput>(StepContext* step, int begin, int end, int worker)
            where TOutput : IAdvSimdOutput =>
            DepthwiseColumnKernel<AdvSimdColumns<TOutput>, ColumnAddresses, Sums128, AdvSimdLimits>.Run(step, begin, end, worker);
    }

    /// <summary>Where the three rows of a column begin.</summary>
    private struct ColumnAddresses
    {
        public sbyte* Row0;
        public sbyte* Row1;
        public sbyte* Row2;
    }

    /// <summary>
    /// SMULL and SMLAL: two products of a channel share 16 bits, so weights must not be -128: 2 * 128 * 127 fits, 2 * 128 * 128 does not.
    /// SADDW takes them to 32 bits. Nothing is to be put in order, so a column is only its addresses;
    /// weights are read where they lie, before the factors.
    /// </summary>
    private readonly struct AdvSimdColumns<TOutput> : IDepthwiseColumns<ColumnAddresses, Sums128, AdvSimdLimits>
        where TOutput : IAdvSimdOutput
    {
        public static int BlockChannels => 16;

        public static int ColumnBytes => DepthwiseColumns.Rows * BlockChannels;

        public static int FactorBytes => Factors128.SizeBytes;

        public static void PrepareGeneral(StepContext* step) => PrepareTiled<AdvSimdDepthwiseStep, Sums128>(step);

        public static void RunGeneral(StepContext* step, int begin, int end, int worker) =>
            RunTiled<AdvSimdDepthwiseStep, Sums128, AdvSimdRescaleStep>(step, begin, end, worker);

        public static bool Covers(ReadOnlySpan<sbyte> weights, in DepthwiseChannel channel) => !weights.Contains(sbyte.MinValue);

        public static void PlaceWeight(byte* column, int channel, int row, sbyte weight) => column[(row * BlockChannels) + channel] = (byte)weight;

        public static void PlaceFactor(byte* factors, int lane, in DepthwiseChannel channel) =>
            Factors128.Place(factors, lane, channel.Bias, channel.Factor);

        public static AdvSimdLimits Limits(OutputStage* stage) => new(stage);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ColumnAddresses LoadWeights(byte* column) => default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ColumnAddresses Load(sbyte* row0, sbyte* row1, sbyte* row2)
        {
            ColumnAddresses column;
            column.Row0 = row0;
            column.Row1 = row1;
            column.Row2 = row2;
            return column;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ColumnAddresses Outside(sbyte* zeroPoints) => Load(zeroPoints, zeroPoints, zeroPoints);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Sums128 Sum(
            byte* factors,
            ColumnAddresses x0,
            ColumnAddresses x1,
            ColumnAddresses x2,
            ColumnAddresses weights0,
            ColumnAddresses weights1,
            ColumnAddresses weights2)
        {
            var sums = Factors128.Biases(factors);
            sums = AddPair(sums, x0.Row0, x0.Row1, factors, 0);
            sums = AddPair(sums, x0.Row2, x1.Row0, factors, 2);
            sums = AddPair(sums, x1.Row1, x1.Row2, factors, 4);
            sums = AddPair(sums, x2.Row0, x2.Row1, factors, 6);
            var (x, w) = (Vector128.Load(x2.Row2), Weights(factors, 8));
            var high = AdvSimd.MultiplyWideningUpper(x, w);
            var low = AdvSimd.MultiplyWideningLower(x.GetLower(), w.GetLower());
            sums.B = AdvSimd.AddWideningUpper(sums.B, low);
            sums.A = AdvSimd.AddWideningLower(sums.A, low.GetLower());
            sums.D = AdvSimd.AddWideningUpper(sums.D, high);
            sums.C = AdvSimd.AddWideningLower(sums.C, high.GetLower());
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Sums128 sums, byte* factors, AdvSimdLimits limits, sbyte* output) =>
            Factors128.Store<TOutput>(sums, factors, limits, output);

        /// <summary>Two taps; the second one's weights follow the first one's.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Sums128 AddPair(Sums128 sums, sbyte* tap0, sbyte* tap1, byte* factors, int tap)
        {
            var (w0, w1) = (Weights(factors, tap), Weights(factors, tap + 1));
            var (x0, x1) = (Vector128.Load(tap0), Vector128.Load(tap1));
            var high = AdvSimd.MultiplyWideningUpperAndAdd(AdvSimd.MultiplyWideningUpper(x0, w0), x1, w1);
            sums.D = AdvSimd.AddWideningUpper(sums.D, high);
            sums.C = AdvSimd.AddWideningLower(sums.C, high.GetLower());
            var low = AdvSimd.MultiplyWideningLower(x0.GetLower(), w0.GetLower());
            low = AdvSimd.MultiplyWideningLowerAndAdd(low, x1.GetLower(), w1.GetLower());
            sums.B = AdvSimd.AddWideningUpper(sums.B, low);
            sums.A = AdvSimd.AddWideningLower(sums.A, low.GetLower());
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<sbyte> Weights(byte* factors, int tap) =>
            Vector128.Load((sbyte*)factors - (DepthwiseColumns.Columns * ColumnBytes) + (tap * BlockChannels));
    }
}
