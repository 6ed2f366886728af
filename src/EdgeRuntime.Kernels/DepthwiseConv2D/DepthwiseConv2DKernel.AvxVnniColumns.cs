using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class DepthwiseConv2DKernel
{
    /// <summary>Windows of three columns over sixteen channels and more, or over eight, where VPDPBUSD is the fastest there is.</summary>
    private static bool BindAvxVnniColumns(StepView step, out BoundKernel kernel) =>
        BindTiled<Avx2DepthwiseStep, Sums256, Avx2RescaleStep>(step, out kernel)
        && BindColumns<AvxVnniColumns<Avx2WholeFinish<DoubledOfSums>>, AvxVnniColumns<Avx2FloatFinish>, AvxVnniColumn, Sums256>(step, ref kernel);

    /// <summary>Every 32 bits are the three rows of a channel, as x + 128 or weights, and a byte that meets a weight of 0.</summary>
    private struct AvxVnniColumn
    {
        public Vector256<byte> A;
        public Vector256<byte> B;
    }

    private readonly struct DoubledOfSums : IDoubledSums
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<int> Of(Vector256<int> sums) => Avx2.Add(sums, sums);
    }

    /// <summary>
    /// VPDPBUSD adds the three products of a channel and a column. VPUNPCK* work within 128 bits, which puts channels 0..3 and 8..11 into the
    /// one register, 4..7 and 12..15 into the other; VPACKSSDW undoes it.
    /// </summary>
    private readonly struct AvxVnniColumns<TFinish> : IFloatColumns, IDepthwiseColumns<AvxVnniColumn, Sums256, LimitsX64>
        where TFinish : IAvx2ColumnFinish
    {
        private const int XOffset = 128, Registers = 2;

        public static int BlockChannels => Registers * Avx2ColumnFactors.Channels;

        public static int ColumnBytes => Registers * 32;

        public static int FactorBytes => Registers * sizeof(Avx2ColumnFactors);

        public static void PrepareGeneral(StepContext* step) => PrepareTiled<Avx2DepthwiseStep, Sums256>(step);

        public static void RunGeneral(StepContext* step, int begin, int end, int worker) =>
            RunTiled<Avx2DepthwiseStep, Sums256, Avx2RescaleStep>(step, begin, end, worker);

        public static bool Covers(ReadOnlySpan<sbyte> weights, in DepthwiseChannel channel) => Avx2ColumnFactors.Covers(channel, shift: 0);

        public static void PlaceWeight(byte* column, int channel, int row, sbyte weight) =>
            ((sbyte*)column)[(Register(channel) * 32) + (Lane(channel) * 4) + row] = weight;

        public static void PlaceFactor(byte* factors, int lane, in DepthwiseChannel channel) =>
            Avx2ColumnFactors.Place((Avx2ColumnFactors*)factors + Register(lane), Lane(lane), channel, shift: 0, XOffset);

        public static bool IsWhole(byte* factors) => ((Avx2ColumnFactors*)factors)[0].IsWhole || ((Avx2ColumnFactors*)factors)[1].IsWhole;

        public static LimitsX64 Limits(OutputStage* stage) => new(stage);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static AvxVnniColumn LoadWeights(byte* column)
        {
            AvxVnniColumn weights;
            weights.A = Vector256.Load(column);
            weights.B = Vector256.Load(column + 32);
            return weights;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static AvxVnniColumn Load(sbyte* row0, sbyte* row1, sbyte* row2)
        {
            var zeroOf = Vector256.Create((byte)XOffset);
            var order2 = Vector256.Create(0x0303020201010000UL, 0x0707060605050404UL, 0x0B0B0A0A09090808UL, 0x0F0F0E0E0D0D0C0CUL).AsByte();
            var (x0, x1) = (BothHalves(row0), BothHalves(row1));
            var rows01 = Avx2.Blend(Avx2.UnpackLow(x0, x1).AsInt32(), Avx2.UnpackHigh(x0, x1).AsInt32(), 0b11110000).AsInt16();
            var row2Twice = Avx2.Shuffle(BothHalves(row2), order2).AsInt16();
            AvxVnniColumn column;
            column.A = Avx2.Xor(Avx2.UnpackLow(rows01, row2Twice).AsByte(), zeroOf);
            column.B = Avx2.Xor(Avx2.UnpackHigh(rows01, row2Twice).AsByte(), zeroOf);
            return column;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static AvxVnniColumn Outside(sbyte* zeroPoints) => Load(zeroPoints, zeroPoints, zeroPoints);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Sums256 Sum(
            byte* factors,
            AvxVnniColumn x0,
            AvxVnniColumn x1,
            AvxVnniColumn x2,
            AvxVnniColumn weights0,
            AvxVnniColumn weights1,
            AvxVnniColumn weights2)
        {
            var registers = (Avx2ColumnFactors*)factors;
            Sums256 sums;
            sums.A = AvxVnni.MultiplyWideningAndAdd(Vector256.Load(registers[0].Bias), x0.A, weights0.A.AsSByte());
            sums.B = AvxVnni.MultiplyWideningAndAdd(Vector256.Load(registers[1].Bias), x0.B, weights0.B.AsSByte());
            sums.A = AvxVnni.MultiplyWideningAndAdd(sums.A, x1.A, weights1.A.AsSByte());
            sums.B = AvxVnni.MultiplyWideningAndAdd(sums.B, x1.B, weights1.B.AsSByte());
            sums.A = AvxVnni.MultiplyWideningAndAdd(sums.A, x2.A, weights2.A.AsSByte());
            sums.B = AvxVnni.MultiplyWideningAndAdd(sums.B, x2.B, weights2.B.AsSByte());
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Sums256 sums, byte* factors, LimitsX64 limits, sbyte* output)
        {
            var registers = (Avx2ColumnFactors*)factors;
            var shorts = Avx2.PackSignedSaturate(TFinish.Rescale(sums.A, registers), TFinish.Rescale(sums.B, registers + 1));
            var bytes = Sse2.PackSignedSaturate(shorts.GetLower(), shorts.GetUpper());
            if (TFinish.HasLimits)
            {
                bytes = Sse41.Min(Sse41.Max(bytes, limits.Min.GetLower()), limits.Max.GetLower());
            }

            Sse2.Store(output, bytes);
        }

        /// <summary>Sixteen bytes in both halves.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<byte> BothHalves(sbyte* source) => Avx2.BroadcastVector128ToVector256((byte*)source);

        private static int Register(int channel) => channel % 8 / 4;

        private static int Lane(int channel) => (channel / 8 * 4) + (channel % 4);
    }
}
