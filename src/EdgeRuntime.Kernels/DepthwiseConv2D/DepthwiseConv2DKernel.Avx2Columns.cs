using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

public static unsafe partial class DepthwiseConv2DKernel
{
    /// <summary>Binary places of the sums; x stands in the upper half of 16 bits.</summary>
    private const int ColumnShift = 8;

    /// <summary>Pairs of 16-bit elements of eight channels, times 256: the first two rows, and the third with 0.</summary>
    private struct Avx2Column
    {
        public Vector256<short> Rows01;
        public Vector256<short> Row2;
    }

    private readonly struct DoubledOfShifted : IDoubledSums
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<int> Of(Vector256<int> sums) => Avx2.ShiftRightArithmetic(sums, ColumnShift - 1);
    }

    /// <summary>
    /// VPMADDWD adds two products of a channel. The eight channels of a register, so that three columns and their weights are registers, too;
    /// one VPSHUFB puts bytes into the upper halves of the 16 bits where they are multiplied.
    /// </summary>
    private readonly struct Avx2Columns<TFinish> : IFloatColumns, IDepthwiseColumns<Avx2Column, Vector256<int>, LimitsX64>
        where TFinish : IAvx2ColumnFinish
    {
        public static int BlockChannels => Avx2ColumnFactors.Channels;

        public static int ColumnBytes => 64;

        public static int FactorBytes => sizeof(Avx2ColumnFactors);

        public static void PrepareGeneral(StepContext* step) => PrepareTiled<Avx2DepthwiseStep, Sums256>(step);

        public static void RunGeneral(StepContext* step, int begin, int end, int worker) =>
            RunTiled<Avx2DepthwiseStep, Sums256, Avx2RescaleStep>(step, begin, end, worker);

        public static bool Covers(ReadOnlySpan<sbyte> weights, in DepthwiseChannel channel) => Avx2ColumnFactors.Covers(channel, ColumnShift);

        public static void PlaceWeight(byte* column, int channel, int row, sbyte weight) =>
            ((short*)column)[(row / 2 * 2 * BlockChannels) + (2 * channel) + (row % 2)] = weight;

        public static void PlaceFactor(byte* factors, int lane, in DepthwiseChannel channel) =>
            Avx2ColumnFactors.Place((Avx2ColumnFactors*)factors, lane, channel, ColumnShift, xOffset: 0);

        public static bool IsWhole(byte* factors) => ((Avx2ColumnFactors*)factors)->IsWhole;

        public static LimitsX64 Limits(OutputStage* stage) => new(stage);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Avx2Column LoadWeights(byte* column)
        {
            Avx2Column weights;
            weights.Rows01 = Vector256.Load((short*)column);
            weights.Row2 = Vector256.Load((short*)column + 16);
            return weights;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Avx2Column Load(sbyte* row0, sbyte* row1, sbyte* row2)
        {
            // A byte of 0x80 makes 0. Bytes 0..7 are of the one row, 8..15 of the other.
            var order01 = Vector256.Create(0x0980018008800080UL, 0x0B8003800A800280UL, 0x0D8005800C800480UL, 0x0F8007800E800680UL).AsByte();
            var order2 = Vector256.Create(0x8080018080800080UL, 0x8080038080800280UL, 0x8080058080800480UL, 0x8080078080800680UL).AsByte();
            var rows01 = Avx2.Blend(EightBytes(row0), EightBytes(row1), 0b11001100);
            Avx2Column column;
            column.Rows01 = Avx2.Shuffle(rows01.AsByte(), order01).AsInt16();
            column.Row2 = Avx2.Shuffle(EightBytes(row2).AsByte(), order2).AsInt16();
            return column;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Avx2Column Outside(sbyte* zeroPoints) => Load(zeroPoints, zeroPoints, zeroPoints);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<int> Sum(
            byte* factors, Avx2Column x0, Avx2Column x1, Avx2Column x2, Avx2Column weights0, Avx2Column weights1, Avx2Column weights2)
        {
            var sums = Avx2.Add(Vector256.Load(((Avx2ColumnFactors*)factors)->Bias), Avx2.MultiplyAddAdjacent(x0.Rows01, weights0.Rows01));
            sums = Avx2.Add(sums, Avx2.MultiplyAddAdjacent(x0.Row2, weights0.Row2));
            sums = Avx2.Add(sums, Avx2.MultiplyAddAdjacent(x1.Rows01, weights1.Rows01));
            sums = Avx2.Add(sums, Avx2.MultiplyAddAdjacent(x1.Row2, weights1.Row2));
            sums = Avx2.Add(sums, Avx2.MultiplyAddAdjacent(x2.Rows01, weights2.Rows01));
            return Avx2.Add(sums, Avx2.MultiplyAddAdjacent(x2.Row2, weights2.Row2));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Vector256<int> sums, byte* factors, LimitsX64 limits, sbyte* output)
        {
            var bytes = Avx2PairStep.Narrow(TFinish.Rescale(sums, (Avx2ColumnFactors*)factors));
            if (TFinish.HasLimits)
            {
                bytes = Sse41.Min(Sse41.Max(bytes, limits.Min.GetLower()), limits.Max.GetLower());
            }

            Unsafe.WriteUnaligned(output, bytes.AsInt64().ToScalar());
        }

        /// <summary>In every eight bytes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<int> EightBytes(sbyte* source) => Avx2.BroadcastScalarToVector256((long*)source).AsInt32();
    }
}
