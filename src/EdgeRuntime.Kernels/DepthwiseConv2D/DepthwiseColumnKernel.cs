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

    public static void Run(StepContext* step, int begin, int end, int worker)
    {
        var columns = (DepthwiseColumns*)step->Prepared;
        if (!columns->Holds)
        {
            var general = *step;
            general.Prepared += sizeof(DepthwiseColumns);
            TStep.RunGeneral(&general, begin, end, worker);
            return;
        }

        var edges = stackalloc sbyte[2 * DepthwiseColumns.Rows * TStep.BlockChannels];
        var line = new ColumnLine(step, columns, edges, TStep.BlockChannels, begin, end);
        if (columns->BlockPixels == 2 || step->RecordAs<DepthwiseConv2D>().StrideW == 2)
        {
            ByTwo(&line, columns);
        }
        else
        {
            ByOne(&line, columns);
        }
    }

    private static void ByOne(ColumnLine* line, DepthwiseColumns* columns)
    {
        var limits = TStep.Limits(&columns->Stage);
        var lastFirst = columns->Channels - TStep.BlockChannels;
        while (line->NextRow())
        {
            var block = columns->FirstBlock;
            for (nint next = 0; next < columns->Channels; next += TStep.BlockChannels, block += columns->BlockBytes)
            {
                ByOne(line, block, next > lastFirst ? lastFirst : next, limits);
            }
        }
    }

    /// <summary>A block of a row: one new column for each output; three outputs in a turn, so that no column moves between registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ByOne(ColumnLine* line, byte* block, nint first, TLimits limits)
    {
        var row0 = line->Row0 + first;
        var row1 = line->Row1 + first;
        var row2 = line->Row2 + first;
        var output = line->Output + first;
        var lastInside = output + line->InsideBytes;
        var (offset, pixel, step) = (line->Start, line->PixelBytes, line->OutputStep);
        var (w0, w1) = (TStep.LoadWeights(block), TStep.LoadWeights(block + TStep.ColumnBytes));
        var w2 = TStep.LoadWeights(block + (2 * TStep.ColumnBytes));
        var factors = block + (3 * TStep.ColumnBytes);
        var c0 = offset < 0 ? TStep.Outside(line->Outside) : TStep.Load(row0 + offset, row1 + offset, row2 + offset);
        offset += pixel;
        var c1 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
        offset += pixel;
        while (true)
        {
            if (output == lastInside)
            {
                EndOne(line, output, factors, limits, c0, c1, w0, w1, w2);
                break;
            }

            var c2 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
            offset += pixel;
            TStep.Store(TStep.Sum(factors, c0, c1, c2, w0, w1, w2), factors, limits, output);
            if ((output += step) == lastInside)
            {
                EndOne(line, output, factors, limits, c1, c2, w0, w1, w2);
                break;
            }

            c0 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
            offset += pixel;
            TStep.Store(TStep.Sum(factors, c1, c2, c0, w0, w1, w2), factors, limits, output);
            if ((output += step) == lastInside)
            {
                EndOne(line, output, factors, limits, c2, c0, w0, w1, w2);
                break;
            }

            c1 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
            offset += pixel;
            TStep.Store(TStep.Sum(factors, c2, c0, c1, w0, w1, w2), factors, limits, output);
            output += step;
        }
    }

    /// <summary>The output, one at most, whose last column lies outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndOne(
        ColumnLine* line, sbyte* output, byte* factors, TLimits limits, TColumn c0, TColumn c1, TColumn w0, TColumn w1, TColumn w2)
    {
        if (line->InsideBytes != line->OutputBytes)
        {
            TStep.Store(TStep.Sum(factors, c0, c1, TStep.Outside(line->Outside), w0, w1, w2), factors, limits, output);
        }
    }

    private static void ByTwo(ColumnLine* line, DepthwiseColumns* columns)
    {
        var limits = TStep.Limits(&columns->Stage);
        var lastFirst = Math.Max(0, columns->Channels - TStep.BlockChannels);
        while (line->NextRow())
        {
            var block = columns->FirstBlock;
            for (nint next = 0; next < columns->Channels; next += TStep.BlockChannels, block += columns->BlockBytes)
            {
                ByTwo(line, block, next > lastFirst ? lastFirst : next, limits);
            }
        }
    }

    /// <summary>A block of a row: two new columns for each output, the third being the next one's first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ByTwo(ColumnLine* line, byte* block, nint first, TLimits limits)
    {
        var row0 = line->Row0 + first;
        var row1 = line->Row1 + first;
        var row2 = line->Row2 + first;
        var output = line->Output + first;
        var lastInside = output + line->InsideBytes;
        var (offset, pixel, step) = (line->Start, line->PixelBytes, line->OutputStep);
        var (w0, w1) = (TStep.LoadWeights(block), TStep.LoadWeights(block + TStep.ColumnBytes));
        var w2 = TStep.LoadWeights(block + (2 * TStep.ColumnBytes));
        var factors = block + (3 * TStep.ColumnBytes);
        var c0 = Column(line, row0, row1, row2, offset);
        offset += pixel;
        while (true)
        {
            if (output == lastInside)
            {
                EndTwo(line, row0, row1, row2, offset, output, factors, limits, c0, w0, w1, w2);
                break;
            }

            var c1 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
            offset += pixel;
            var c2 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
            offset += pixel;
            TStep.Store(TStep.Sum(factors, c0, c1, c2, w0, w1, w2), factors, limits, output);
            if ((output += step) == lastInside)
            {
                EndTwo(line, row0, row1, row2, offset, output, factors, limits, c2, w0, w1, w2);
                break;
            }

            c1 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
            offset += pixel;
            c0 = TStep.Load(row0 + offset, row1 + offset, row2 + offset);
            offset += pixel;
            TStep.Store(TStep.Sum(factors, c2, c1, c0, w0, w1, w2), factors, limits, output);
            output += step;
        }
    }

    /// <summary>The output, one at most, whose last column or columns lie outside, or half so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndTwo(
        ColumnLine* line, sbyte* row0, sbyte* row1, sbyte* row2, nint offset, sbyte* output, byte* factors, TLimits limits,
        TColumn c0, TColumn w0, TColumn w1, TColumn w2)
    {
        if (line->InsideBytes != line->OutputBytes)
        {
            var c1 = Column(line, row0, row1, row2, offset);
            var c2 = Column(line, row0, row1, row2, offset + line->PixelBytes);
            TStep.Store(TStep.Sum(factors, c0, c1, c2, w0, w1, w2), factors, limits, output);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TColumn Column(ColumnLine* line, sbyte* row0, sbyte* row1, sbyte* row2, nint offset)
    {
        if ((nuint)offset < (nuint)line->RowBytes)
        {
            return TStep.Load(row0 + offset, row1 + offset, row2 + offset);
        }

        var edge = offset < 0 ? line->Left : offset == line->RowBytes ? line->Right : line->Outside;
        return TStep.Load(edge, edge + TStep.BlockChannels, edge + (2 * TStep.BlockChannels));
    }
}
