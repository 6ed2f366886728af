using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

public static unsafe partial class DepthwiseConv2DKernel
{
    /// <summary>Only windows of three columns over 32 channels and more; the rest is as well served by AVX2.</summary>
    private static bool BindAvx512BW(StepView step, out BoundKernel kernel) =>
        BindTiled<Avx2DepthwiseStep, Sums256, Avx2RescaleStep>(step, out kernel) && step.Inputs[1].Shape[3] >= Avx512ColumnFactors.Channels
        && BindColumns<Avx512Columns<Avx512WholeFinish>, Avx512Columns<Avx512FloatFinish>, Avx512Column, Sums512>(step, ref kernel);

    /// <summary>Thirty-two sums: of the lower four and of the upper four of every eight channels.</summary>
    private struct Sums512
    {
        public Vector512<int> Low;
        public Vector512<int> High;
    }

    /// <summary>Pairs of 16-bit elements of sixteen channels: the first two rows, and the third with itself, where one weight is 0.</summary>
    private struct Avx512Column
    {
        public Vector512<short> Rows01Low;
        public Vector512<short> Rows01High;
        public Vector512<short> Row2Low;
        public Vector512<short> Row2High;
    }

    /// <summary>As with AVX2. VPUNPCKLWD and VPUNPCKHWD work within 128 bits, which gives the order of lanes; VPACKSSDW undoes it.</summary>
    private readonly struct Avx512Columns<TFinish> : IFloatColumns, IDepthwiseColumns<Avx512Column, Sums512, LimitsX64>
        where TFinish : IAvx512ColumnFinish
    {
        public static int BlockChannels => Avx512ColumnFactors.Channels;

        public static int ColumnBytes => 256;

        public static int FactorBytes => sizeof(Avx512ColumnFactors);

        public static void PrepareGeneral(StepContext* step) => PrepareTiled<Avx2DepthwiseStep, Sums256>(step);

        public static void RunGeneral(StepContext* step, int begin, int end, int worker) =>
            RunTiled<Avx2DepthwiseStep, Sums256, Avx2RescaleStep>(step, begin, end, worker);

        public static bool Covers(ReadOnlySpan<sbyte> weights, in DepthwiseChannel channel) => FactorsX64.Covers(channel.Bound, channel.Factor);

        public static void PlaceWeight(byte* column, int channel, int row, sbyte weight) =>
            ((short*)column)[(row / 2 * 2 * BlockChannels) + (2 * Lane(channel)) + (row % 2)] = (short)(2 * weight);

        public static void PlaceFactor(byte* factors, int lane, in DepthwiseChannel channel) =>
            Avx512ColumnFactors.Place((Avx512ColumnFactors*)factors, Lane(lane), channel);

        public static bool IsWhole(byte* factors) => ((Avx512ColumnFactors*)factors)->IsWhole;

        public static LimitsX64 Limits(OutputStage* stage) => new(stage);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Avx512Column LoadWeights(byte* column)
        {
            Avx512Column weights;
            weights.Rows01Low = Vector512.Load((short*)column);
            weights.Rows01High = Vector512.Load((short*)column + 32);
            weights.Row2Low = Vector512.Load((short*)column + 64);
            weights.Row2High = Vector512.Load((short*)column + 96);
            return weights;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Avx512Column Load(sbyte* row0, sbyte* row1, sbyte* row2)
        {
            var x0 = Avx512BW.ConvertToVector512Int16(Vector256.Load(row0));
            var x1 = Avx512BW.ConvertToVector512Int16(Vector256.Load(row1));
            var x2 = Avx512BW.ConvertToVector512Int16(Vector256.Load(row2));
            Avx512Column column;
            column.Rows01Low = Avx512BW.UnpackLow(x0, x1);
            column.Rows01High = Avx512BW.UnpackHigh(x0, x1);
            column.Row2Low = Avx512BW.UnpackLow(x2, x2);
            column.Row2High = Avx512BW.UnpackHigh(x2, x2);
            return column;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Avx512Column Outside(sbyte* zeroPoints) => Load(zeroPoints, zeroPoints, zeroPoints);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Sums512 Sum(
            byte* factors,
            Avx512Column x0,
            Avx512Column x1,
            Avx512Column x2,
            Avx512Column weights0,
            Avx512Column weights1,
            Avx512Column weights2)
        {
            Sums512 sums;
            sums.Low = Add(Vector512.Load((int*)factors), x0.Rows01Low, weights0.Rows01Low, x0.Row2Low, weights0.Row2Low);
            sums.High = Add(Vector512.Load((int*)factors + 16), x0.Rows01High, weights0.Rows01High, x0.Row2High, weights0.Row2High);
            sums.Low = Add(sums.Low, x1.Rows01Low, weights1.Rows01Low, x1.Row2Low, weights1.Row2Low);
            sums.High = Add(sums.High, x1.Rows01High, weights1.Rows01High, x1.Row2High, weights1.Row2High);
            sums.Low = Add(sums.Low, x2.Rows01Low, weights2.Rows01Low, x2.Row2Low, weights2.Row2Low);
            sums.High = Add(sums.High, x2.Rows01High, weights2.Rows01High, x2.Row2High, weights2.Row2High);
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Sums512 sums, byte* factors, LimitsX64 limits, sbyte* output)
        {
            var ofChannels = (Avx512ColumnFactors*)factors;
            var shorts = Avx512BW.PackSignedSaturate(TFinish.Rescale(sums.Low, ofChannels, 0), TFinish.Rescale(sums.High, ofChannels, 16));
            var bytes = Avx512BW.ConvertToVector256SByteWithSaturation(shorts);
            if (TFinish.HasLimits)
            {
                bytes = Avx2.Min(Avx2.Max(bytes, limits.Min), limits.Max);
            }

            Avx.Store(output, bytes);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<int> Add(
            Vector512<int> sums, Vector512<short> x01, Vector512<short> weights01, Vector512<short> x2, Vector512<short> weights2) =>
            Avx512F.Add(Avx512F.Add(sums, Avx512BW.MultiplyAddAdjacent(x01, weights01)), Avx512BW.MultiplyAddAdjacent(x2, weights2));

        /// <summary>Where a channel of the block lies among the sums.</summary>
        private static int Lane(int channel) => (channel % 8 / 4 * 16) + (channel / 8 * 4) + (channel % 4);
    }
}
