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

        if (DepthwiseColumnKernel<Avx2Columns<Avx2WholeFinish>, Avx2Column, Vector256<int>, LimitsX64>.Bind(step, ref kernel))
        {
            kernel.Run = &RunAvx2Columns;
        }

        return true;
    }

    private static void RunAvx2Columns(StepContext* step, int begin, int end, int worker)
    {
        var columns = (DepthwiseColumns*)step->Prepared;
        if (!columns->Holds)
        {
            DepthwiseColumnKernel<Avx2Columns<Avx2WholeFinish>, Avx2Column, Vector256<int>, LimitsX64>.Run(step, begin, end, worker);
            return;
        }

        var line = new ColumnLine(step, columns, null, Avx2ColumnFactors.Channels, begin, end);
        var (lastFirst, strideW) = (columns->Channels - Avx2ColumnFactors.Channels, step->RecordAs<DepthwiseConv2D>().StrideW);
        while (line.NextRow())
        {
            var block = columns->FirstBlock;
            for (nint next = 0; next < columns->Channels; next += Avx2ColumnFactors.Channels, block += columns->BlockBytes)
            {
                var first = next > lastFirst ? lastFirst : next;
                if (((Avx2ColumnFactors*)(block + (DepthwiseColumns.Columns * Avx2Columns<Avx2WholeFinish>.ColumnBytes)))->IsWhole)
                {
                    RunAvx2Block<Avx2WholeFinish>(&line, columns, block, first, strideW);
                }
                else
                {
                    RunAvx2Block<Avx2FloatFinish>(&line, columns, block, first, strideW);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunAvx2Block<TFinish>(ColumnLine* line, DepthwiseColumns* columns, byte* block, nint first, int strideW)
        where TFinish : IAvx2ColumnFinish
    {
        var limits = Avx2Columns<TFinish>.Limits(&columns->Stage);
        if (strideW == 2)
        {
            DepthwiseColumnKernel<Avx2Columns<TFinish>, Avx2Column, Vector256<int>, LimitsX64>.ByTwo(line, block, first, limits);
        }
        else
        {
            DepthwiseColumnKernel<Avx2Columns<TFinish>, Avx2Column, Vector256<int>, LimitsX64>.ByOne(line, block, first, limits);
        }
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
