using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Columns on x64 whose blocks are finished by <see cref="FloatRescale"/> where that is proved for all their channels.</summary>
public static unsafe partial class DepthwiseConv2DKernel
{
    /// <typeparam name="TWhole">Finishes any block by whole numbers.</typeparam>
    /// <typeparam name="TFloat">Finishes by <see cref="FloatRescale"/>; the same otherwise.</typeparam>
    /// <typeparam name="TColumn">Their columns.</typeparam>
    /// <typeparam name="TSums">Their sums.</typeparam>
    private static bool BindColumns<TWhole, TFloat, TColumn, TSums>(StepView step, ref BoundKernel kernel)
        where TWhole : IFloatColumns, IDepthwiseColumns<TColumn, TSums, LimitsX64>
        where TFloat : IDepthwiseColumns<TColumn, TSums, LimitsX64>
        where TColumn : unmanaged
        where TSums : unmanaged
    {
        if (!DepthwiseColumnKernel<TWhole, TColumn, TSums, LimitsX64>.Bind(step, ref kernel))
        {
            return false;
        }

        kernel.Run = &RunColumns<TWhole, TFloat, TColumn, TSums>;
        return true;
    }

    private static void RunColumns<TWhole, TFloat, TColumn, TSums>(StepContext* step, int begin, int end, int worker)
        where TWhole : IFloatColumns, IDepthwiseColumns<TColumn, TSums, LimitsX64>
        where TFloat : IDepthwiseColumns<TColumn, TSums, LimitsX64>
        where TColumn : unmanaged
        where TSums : unmanaged
    {
        var columns = (DepthwiseColumns*)step->Prepared;
        if (!columns->Holds)
        {
            DepthwiseColumnKernel<TWhole, TColumn, TSums, LimitsX64>.Run(step, begin, end, worker);
            return;
        }

        var edges = stackalloc sbyte[2 * DepthwiseColumns.Rows * TWhole.BlockChannels];
        var line = new ColumnLine(step, columns, edges, TWhole.BlockChannels, begin, end);
        var lastFirst = Math.Max(0, columns->Channels - TWhole.BlockChannels);
        var byTwo = columns->BlockPixels == 2 || step->RecordAs<DepthwiseConv2D>().StrideW == 2;
        while (line.NextRow())
        {
            var block = columns->FirstBlock;
            for (nint next = 0; next < columns->Channels; next += TWhole.BlockChannels, block += columns->BlockBytes)
            {
                var first = next > lastFirst ? lastFirst : next;
                if (TWhole.IsWhole(block + (DepthwiseColumns.Columns * TWhole.ColumnBytes)))
                {
                    RunBlock<TWhole, TColumn, TSums>(&line, columns, block, first, byTwo);
                }
                else
                {
                    RunBlock<TFloat, TColumn, TSums>(&line, columns, block, first, byTwo);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunBlock<TColumns, TColumn, TSums>(ColumnLine* line, DepthwiseColumns* columns, byte* block, nint first, bool byTwo)
        where TColumns : IDepthwiseColumns<TColumn, TSums, LimitsX64>
        where TColumn : unmanaged
        where TSums : unmanaged
    {
        var limits = TColumns.Limits(&columns->Stage);
        if (byTwo)
        {
            DepthwiseColumnKernel<TColumns, TColumn, TSums, LimitsX64>.ByTwo(line, block, first, limits);
        }
        else
        {
            DepthwiseColumnKernel<TColumns, TColumn, TSums, LimitsX64>.ByOne(line, block, first, limits);
        }
    }

    /// <summary>A block of columns may have to be finished by whole numbers.</summary>
    private interface IFloatColumns
    {
        static abstract bool IsWhole(byte* factors);
    }
}
