using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

public static unsafe partial class DepthwiseConv2DKernel
{
    private static bool BindAvx2(StepView step, out BoundKernel kernel)
    {
        if (!BindTiled<Avx2DepthwiseStep, Sums256, Avx2RescaleStep>(step, out kernel))
        {
            return BindFloats<Avx2Floats, Vector256<float>>(step, out kernel);
        }

        DepthwiseColumnKernel<Avx2Columns, Avx2Column, Sums256, LimitsX64>.Bind(step, ref kernel);
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

    /// <summary>Pairs of 16-bit elements of eight channels: the first two rows, and the third with anything, which meets a weight 0.</summary>
    private struct Avx2Column
    {
        public Vector256<short> Rows01A;
        public Vector256<short> Rows01B;
        public Vector256<short> Row2A;
        public Vector256<short> Row2B;
    }

    /// <summary>VPMADDWD adds two products of a channel. Weights and biases are doubled for <see cref="FactorsX64"/>.</summary>
    private readonly struct Avx2Columns : IDepthwiseColumns<Avx2Column, Sums256, LimitsX64>
    {
        public static int BlockChannels => 16;

        public static int ColumnBytes => 128;

        public static int FactorBytes => FactorsX64.SizeBytes(BlockChannels);

        public static void PrepareGeneral(StepContext* step) => PrepareTiled<Avx2DepthwiseStep, Sums256>(step);

        public static void RunGeneral(StepContext* step, int begin, int end, int worker) =>
            RunTiled<Avx2DepthwiseStep, Sums256, Avx2RescaleStep>(step, begin, end, worker);

        public static bool Covers(ReadOnlySpan<sbyte> weights, long bound, QuantizedMultiplier factor) => FactorsX64.Covers(bound, factor);

        public static void PlaceWeight(byte* column, int channel, int row, sbyte weight) =>
            ((short*)column)[(row / 2 * 2 * BlockChannels) + (2 * channel) + (row % 2)] = (short)(2 * weight);

        public static void PlaceFactor(byte* factors, int channel, int bias, QuantizedMultiplier factor, int outputZeroPoint) =>
            FactorsX64.Place(factors, BlockChannels, channel, bias, factor, outputZeroPoint);

        public static LimitsX64 Limits(OutputStage* stage) => new(stage);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Avx2Column LoadWeights(byte* column)
        {
            Avx2Column weights;
            weights.Rows01A = Vector256.Load((short*)column);
            weights.Rows01B = Vector256.Load((short*)column + 16);
            weights.Row2A = Vector256.Load((short*)column + 32);
            weights.Row2B = Vector256.Load((short*)column + 48);
            return weights;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Avx2Column Load(sbyte* row0, sbyte* row1, sbyte* row2)
        {
            var (x0, x1) = (Vector128.Load(row0), Vector128.Load(row1));
            Avx2Column column;
            column.Rows01A = Avx2.ConvertToVector256Int16(Sse2.UnpackLow(x0, x1));
            column.Rows01B = Avx2.ConvertToVector256Int16(Sse2.UnpackHigh(x0, x1));
            column.Row2A = Avx2.ConvertToVector256Int32(row2).AsInt16();
            column.Row2B = Avx2.ConvertToVector256Int32(row2 + 8).AsInt16();
            return column;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Avx2Column Outside(sbyte* zeroPoints) => Load(zeroPoints, zeroPoints, zeroPoints);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Sums256 Sum(
            byte* factors, Avx2Column x0, Avx2Column x1, Avx2Column x2, Avx2Column weights0, Avx2Column weights1, Avx2Column weights2)
        {
            Sums256 sums;
            sums.A = Avx2.Add(Vector256.Load((int*)factors), Avx2.MultiplyAddAdjacent(x0.Rows01A, weights0.Rows01A));
            sums.A = Avx2.Add(sums.A, Avx2.MultiplyAddAdjacent(x0.Row2A, weights0.Row2A));
            sums.A = Avx2.Add(sums.A, Avx2.MultiplyAddAdjacent(x1.Rows01A, weights1.Rows01A));
            sums.A = Avx2.Add(sums.A, Avx2.MultiplyAddAdjacent(x1.Row2A, weights1.Row2A));
            sums.A = Avx2.Add(sums.A, Avx2.MultiplyAddAdjacent(x2.Rows01A, weights2.Rows01A));
            sums.A = Avx2.Add(sums.A, Avx2.MultiplyAddAdjacent(x2.Row2A, weights2.Row2A));
            sums.B = Avx2.Add(Vector256.Load((int*)factors + 8), Avx2.MultiplyAddAdjacent(x0.Rows01B, weights0.Rows01B));
            sums.B = Avx2.Add(sums.B, Avx2.MultiplyAddAdjacent(x0.Row2B, weights0.Row2B));
            sums.B = Avx2.Add(sums.B, Avx2.MultiplyAddAdjacent(x1.Rows01B, weights1.Rows01B));
            sums.B = Avx2.Add(sums.B, Avx2.MultiplyAddAdjacent(x1.Row2B, weights1.Row2B));
            sums.B = Avx2.Add(sums.B, Avx2.MultiplyAddAdjacent(x2.Rows01B, weights2.Rows01B));
            sums.B = Avx2.Add(sums.B, Avx2.MultiplyAddAdjacent(x2.Row2B, weights2.Row2B));
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store(Sums256 sums, byte* factors, LimitsX64 limits, sbyte* output)
        {
            var shorts = Avx2.PackSignedSaturate(Rescale(sums.A, factors, 0), Rescale(sums.B, factors, 8));
            var bytes = Sse2.PackSignedSaturate(shorts.GetLower(), shorts.GetUpper()).AsInt32();
            var all = Sse2.Shuffle(bytes, 0b11_01_10_00).AsSByte();
            Sse41.Min(Sse41.Max(all, limits.Min.GetLower()), limits.Max.GetLower()).Store(output);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<int> Rescale(Vector256<int> sums, byte* factors, int lane)
        {
            var multipliers = (int*)factors + BlockChannels + lane;
            var addends = (long*)((int*)factors + (3 * BlockChannels) + lane);
            var even = Avx2.Multiply(sums, Vector256.Load(multipliers));
            var odd = Avx2.Multiply(Avx2.ShiftRightLogical(sums.AsInt64(), 32).AsInt32(), Vector256.Load(multipliers + BlockChannels));
            even = Avx2.Add(even, Vector256.Load(addends));
            odd = Avx2.Add(odd, Vector256.Load(addends + (BlockChannels / 2)));
            var high = Avx2.Blend(Avx2.ShiftRightLogical(even, 32).AsInt32(), odd.AsInt32(), 0b10101010);
            high = Avx2.Add(high, Avx2.ShiftRightArithmetic(sums, 31));
            return Avx2.ShiftRightArithmeticVariable(high, Vector256.Load((uint*)factors + (5 * BlockChannels) + lane));
        }
    }
}
