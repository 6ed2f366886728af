using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>What a kernel over columns reads while it goes along one output row. Columns are offsets from the row's first pixel.</summary>
internal unsafe struct ColumnLine
{
    /// <summary>First pixel of the input rows under the window; a row of zero points for one outside.</summary>
    public sbyte* Row0;
    public sbyte* Row1;
    public sbyte* Row2;

    public sbyte* Output;

    /// <summary>Three rows of one block: a column that lies outside.</summary>
    public readonly sbyte* Outside;

    /// <summary>The same for the column just left of the first one inside.</summary>
    public sbyte* Left;

    /// <summary>The same for the column just right of the last one inside.</summary>
    public sbyte* Right;

    public readonly nint PixelBytes;

    /// <summary>Columns from 0 to below it lie inside the input.</summary>
    public readonly nint RowBytes;

    /// <summary>The first column; negative in the padding.</summary>
    public readonly nint Start;

    public readonly nint OutputStep;
    public readonly nint OutputBytes;

    /// <summary>Bytes of the first outputs, those whose second and third columns lie inside, none when the row begins further outside.</summary>
    public readonly nint InsideBytes;

    public readonly int Channels;
    public readonly int Blocks;
    public readonly int BlockBytes;
    public readonly byte* FirstBlock;
    public readonly OutputStage* Stage;

    public ColumnLine(DepthwiseColumns* columns, in SlidingWindow window, int strideW, Shape output)
    {
        Outside = Left = Right = columns->Outside;
        PixelBytes = window.InC;
        RowBytes = (nint)(window.InW - columns->BlockPixels + 1) * window.InC;
        Start = (nint)window.Left(0) * window.InC;
        OutputStep = (nint)output[3] * columns->BlockPixels;
        OutputBytes = (nint)output[3] * output[2];
        InsideBytes = Inside(columns->BlockPixels * strideW, window) * OutputStep;
        Channels = output[3];
        Blocks = columns->Blocks;
        BlockBytes = columns->BlockBytes;
        FirstBlock = columns->FirstBlock;
        Stage = &columns->Stage;
    }

    public void MoveToRow(in SlidingWindow window, sbyte* output)
    {
        Row0 = Row(window, 0);
        Row1 = Row(window, 1);
        Row2 = Row(window, 2);
        Output = output;
    }

    /// <summary>Blocks of two pixels: just left and right of the row one of the two lies inside. Takes 12 pixels of memory.</summary>
    public void MakeEdges(sbyte* edges)
    {
        Left = edges;
        Right = edges + (6 * PixelBytes);
        var rows = stackalloc sbyte*[] { Row0, Row1, Row2 };
        for (var row = 0; row < DepthwiseColumns.Rows; row++)
        {
            var left = Left + (2 * row * PixelBytes);
            var right = Right + (2 * row * PixelBytes);
            Buffer.MemoryCopy(Outside, left, PixelBytes, PixelBytes);
            Buffer.MemoryCopy(rows[row], left + PixelBytes, PixelBytes, PixelBytes);
            Buffer.MemoryCopy(rows[row] + RowBytes, right, PixelBytes, PixelBytes);
            Buffer.MemoryCopy(Outside, right + PixelBytes, PixelBytes, PixelBytes);
        }
    }

    /// <summary>Outputs, <paramref name="columnStep"/> columns apart, whose columns but the first lie inside.</summary>
    private readonly nint Inside(int columnStep, in SlidingWindow window)
    {
        var (second, third, limit) = (window.Left(0) + 1, window.Left(0) + 2, RowBytes / window.InC);
        return second < 0 || third >= limit ? 0 : Math.Min(OutputBytes / OutputStep, ((limit - 1 - third) / columnStep) + 1);
    }

    private readonly sbyte* Row(in SlidingWindow window, int ky) =>
        ky < window.KernelH && window.HasRow(ky) ? window.Pixel(ky, 0) : Outside;
}
