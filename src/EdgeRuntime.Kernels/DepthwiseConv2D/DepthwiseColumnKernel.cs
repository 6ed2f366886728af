using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// int8, depth multiplier 1, a window of three columns: along every output row, column by column, each brought into order once. Columns and
/// rows outside the input are those of a row of zero points.
/// </summary>
internal static unsafe class DepthwiseColumnKernel<TStep, TColumn, TSums, TLimits>
    where TStep : IDepthwiseColumns<TColumn, TSums, TLimits>
    where TColumn : unmanaged
    where TSums : unmanaged
    where TLimits : unmanaged
{
    /// <summary>Turns the general kernel into this one, if this one covers the step's geometry.</summary>
    public static bool Bind(StepView step, ref BoundKernel kernel)
    {
        if (!DepthwiseColumns.Covers(step, TStep.BlockChannels))
        {
            return false;
        }

        kernel.Run = &Run;
        kernel.Prepare = &Prepare;
        kernel.PreparedBytes =
            Math.Max(kernel.PreparedBytes, DepthwiseColumnWriter<TStep, TColumn, TSums, TLimits>.SizeBytes(step)) + sizeof(DepthwiseColumns);
        return true;
    }

    private static void Prepare(StepContext* step)
    {
        if (!DepthwiseColumnWriter<TStep, TColumn, TSums, TLimits>.Write(step, step->RecordAs<DepthwiseConv2D>().Activation))
        {
            var general = *step;
            general.Prepared += sizeof(DepthwiseColumns);
            TStep.PrepareGeneral(&general);
        }
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        var columns = (DepthwiseColumns*)step->Prepared;
        if (!columns->Holds)
        {
            var general = *step;
            general.Prepared += sizeof(DepthwiseColumns);
            TStep.RunGeneral(&general, begin, end, worker);
            return;
        }

        ref var record = ref step->RecordAs<DepthwiseConv2D>();
        var window = new SlidingWindow(step, record.StrideH, record.StrideW, record.DilationH, record.DilationW, record.PadTop, record.PadLeft);
        var edges = stackalloc sbyte[2 * DepthwiseColumns.Rows * TStep.BlockChannels];
        var line = new ColumnLine(columns, window, record.StrideW, step->Outputs[0].Shape);
        for (var row = begin; row < end; row++)
        {
            window.MoveToRow(row);
            line.MoveToRow(window, step->Outputs[0].As<sbyte>() + (row * line.OutputBytes));
            if (columns->BlockPixels == 2)
            {
                line.MakeEdges(edges);
                ByTwo(&line);
            }
            else if (record.StrideW == 2)
            {
                ByTwo(&line);
            }
            else
            {
                ByOne(&line);
            }
        }
    }

    /// <summary>One new column for each output; three outputs in a turn, so that no column moves between registers.</summary>
    private static void ByOne(ColumnLine* line)
    {
        var limits = TStep.Limits(line->Stage);
        var block = line->FirstBlock;
        for (var i = 0; i < line->Blocks; i++, block += line->BlockBytes)
        {
            var first = DepthwiseColumns.FirstChannel(i, line->Channels, TStep.BlockChannels);
            var row0 = line->Row0 + first;
            var row1 = line->Row1 + first;
            var row2 = line->Row2 + first;
            var output = line->Output + first;
            var last = output + line->OutputBytes;
            var lastInside = output + line->InsideBytes;
            var (offset, pixel, step) = (line->Start, line->PixelBytes, line->OutputStep);
            var (w0, w1) = (TStep.LoadWeights(block), TStep.LoadWeights(block + TStep.ColumnBytes));
            var w2 = TStep.LoadWeights(block + (2 * TStep.ColumnBytes));
            var factors = block + (3 * TStep.ColumnBytes);
            var c0 = Column(line, row0, row1, row2, offset);
            var c1 = Column(line, row0, row1, row2, offset + pixel);
            offset += 2 * pixel;
            while (output != lastInside)
            {
                var c2 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
                offset += pixel;
                TStep.Store(TStep.Sum(factors, c0, c1, c2, w0, w1, w2), factors, limits, output);
                if ((output += step) == lastInside)
                {
                    (c0, c1) = (c1, c2);
                    break;
                }

                c0 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
                offset += pixel;
                TStep.Store(TStep.Sum(factors, c1, c2, c0, w0, w1, w2), factors, limits, output);
                if ((output += step) == lastInside)
                {
                    (c0, c1) = (c2, c0);
                    break;
                }

                c1 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
                offset += pixel;
                TStep.Store(TStep.Sum(factors, c2, c0, c1, w0, w1, w2), factors, limits, output);
                output += step;
            }

            for (; output != last; output += step, offset += pixel)
            {
                var c2 = Column(line, row0, row1, row2, offset);
                TStep.Store(TStep.Sum(factors, c0, c1, c2, w0, w1, w2), factors, limits, output);
                (c0, c1) = (c1, c2);
            }
        }
    }

    /// <summary>Two new columns for each output, the third being the next one's first.</summary>
    private static void ByTwo(ColumnLine* line)
    {
        var limits = TStep.Limits(line->Stage);
        var block = line->FirstBlock;
        for (var i = 0; i < line->Blocks; i++, block += line->BlockBytes)
        {
            var first = DepthwiseColumns.FirstChannel(i, line->Channels, TStep.BlockChannels);
            var row0 = line->Row0 + first;
            var row1 = line->Row1 + first;
            var row2 = line->Row2 + first;
            var output = line->Output + first;
            var last = output + line->OutputBytes;
            var lastInside = output + line->InsideBytes;
            var (offset, pixel, step) = (line->Start, line->PixelBytes, line->OutputStep);
            var (w0, w1) = (TStep.LoadWeights(block), TStep.LoadWeights(block + TStep.ColumnBytes));
            var w2 = TStep.LoadWeights(block + (2 * TStep.ColumnBytes));
            var factors = block + (3 * TStep.ColumnBytes);
            var c0 = Column(line, row0, row1, row2, offset);
            offset += pixel;
            while (output != lastInside)
            {
                var c1 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
                offset += pixel;
                var c2 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
                offset += pixel;
                TStep.Store(TStep.Sum(factors, c0, c1, c2, w0, w1, w2), factors, limits, output);
                if ((output += step) == lastInside)
                {
                    c0 = c2;
                    break;
                }

                c1 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
                offset += pixel;
                c0 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
                offset += pixel;
                TStep.Store(TStep.Sum(factors, c2, c1, c0, w0, w1, w2), factors, limits, output);
                output += step;
            }

            for (; output != last; output += step, offset += 2 * pixel)
            {
                var c1 = Column(line, row0, row1, row2, offset);
                var c2 = Column(line, row0, row1, row2, offset + pixel);
                TStep.Store(TStep.Sum(factors, c0, c1, c2, w0, w1, w2), factors, limits, output);
                c0 = c2;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TColumn Column(ColumnLine* line, sbyte* row0, sbyte* row1, sbyte* row2, nint offset)
    {
        if ((nuint)offset < (nuint)line->RowBytes)
        {
            return TStep.Load(row0 + offset, row1 + offset, row2 + offset);
        }

        var edge = offset == -line->PixelBytes ? line->Left : offset == line->RowBytes ? line->Right : line->Outside;
        return TStep.Load(edge, edge + TStep.BlockChannels, edge + (2 * TStep.BlockChannels));
    }
}
