using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// What a kernel over columns reads while it goes along output rows. Columns are offsets from a row's first pixel; the first one of a row is
/// not further left than one column outside, the last one not further right.
/// </summary>
internal unsafe struct ColumnLine
{
    /// <summary>First pixel of the input rows under the window; a row of zero points for one outside.</summary>
    public sbyte* Row0;
    public sbyte* Row1;
    public sbyte* Row2;

    public sbyte* Output;

    /// <summary>A column outside: zero points, enough for three rows of a block.</summary>
    public readonly sbyte* Outside;

    /// <summary>Three rows of one block: the column just left of the first one inside.</summary>
    public readonly sbyte* Left;

    /// <summary>The same for the column just right of the last one inside.</summary>
    public readonly sbyte* Right;

    public readonly nint PixelBytes;

    /// <summary>Columns from 0 to below it lie inside the input.</summary>
    public readonly nint RowBytes;

    /// <summary>The first column; negative in the padding.</summary>
    public readonly nint Start;

    public readonly nint OutputStep;
    public readonly nint OutputBytes;

    /// <summary>Bytes of the first outputs of a row, those whose second and third columns lie inside.</summary>
    public readonly nint InsideBytes;

    private readonly int _inH;
    private readonly int _outH;
    private readonly int _firstTop;
    private readonly int _strideH;
    private readonly int _row1;
    private readonly int _row2;
    private readonly bool _hasEdges;
    private readonly nint _inputRowBytes;
    private sbyte* _image;
    private sbyte* _nextOutput;
    private int _top;
    private int _outY;
    private int _rowsLeft;

    /// <summary>For output rows [begin, end). <paramref name="edges"/>: six blocks, used when a block takes two pixels.</summary>
    public ColumnLine(StepContext* step, DepthwiseColumns* columns, sbyte* edges, int blockChannels, int begin, int end)
    {
        ref var record = ref step->RecordAs<DepthwiseConv2D>();
        var (inW, inC, kernelH) = (step->Inputs[0].Shape[2], step->Inputs[0].Shape[3], step->Inputs[1].Shape[1]);
        (_inH, _outH) = (step->Inputs[0].Shape[1], step->Outputs[0].Shape[1]);
        _hasEdges = columns->BlockPixels == 2;
        Outside = columns->Outside;
        Left = _hasEdges ? edges : Outside;
        Right = _hasEdges ? edges + (DepthwiseColumns.Rows * blockChannels) : Outside;
        PixelBytes = inC;
        _inputRowBytes = (nint)inW * inC;
        RowBytes = (nint)(inW - columns->BlockPixels + 1) * inC;
        Start = -(nint)record.PadLeft * inC;
        OutputStep = (nint)inC * columns->BlockPixels;
        OutputBytes = (nint)inC * step->Outputs[0].Shape[2];
        var (third, limit, columnStep) = (2 - record.PadLeft, inW - columns->BlockPixels + 1, record.StrideW * columns->BlockPixels);
        InsideBytes = third >= limit ? 0 : Math.Min(OutputBytes, (((limit - 1 - third) / columnStep) + 1) * OutputStep);
        (_firstTop, _strideH) = (-record.PadTop, record.StrideH);
        (_row1, _row2) = (kernelH > 1 ? record.DilationH : int.MinValue, kernelH > 2 ? 2 * record.DilationH : int.MinValue);
        _outY = begin % _outH;
        _top = _firstTop + (_outY * _strideH);
        _image = step->Inputs[0].As<sbyte>() + (begin / _outH * _inH * _inputRowBytes);
        _nextOutput = step->Outputs[0].As<sbyte>() + (begin * OutputBytes);
        _rowsLeft = end - begin;
    }

    /// <summary>Moves to the next output row, at first to the first one.</summary>
    /// <returns>false behind the last one.</returns>
    public bool NextRow()
    {
        if (_rowsLeft-- <= 0)
        {
            return false;
        }

        Row0 = Row(_top);
        Row1 = Row(_top + _row1);
        Row2 = Row(_top + _row2);
        Output = _nextOutput;
        _nextOutput += OutputBytes;
        _top += _strideH;
        if (++_outY == _outH)
        {
            _image += _inH * _inputRowBytes;
            (_outY, _top) = (0, _firstTop);
        }

        if (_hasEdges)
        {
            WriteEdges(Row0, 0);
            WriteEdges(Row1, 1);
            WriteEdges(Row2, 2);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly sbyte* Row(int y) => (uint)y < (uint)_inH ? _image + (y * _inputRowBytes) : Outside;

    /// <summary>Blocks of two pixels of 8 bytes: just left and right of the row one of the two lies inside.</summary>
    private readonly void WriteEdges(sbyte* row, int index)
    {
        var (left, right, outside) = ((nint)(Left + (16 * index)), (nint)(Right + (16 * index)), *(long*)Outside);
        Unsafe.WriteUnaligned((void*)left, outside);
        Unsafe.WriteUnaligned((void*)(left + 8), Unsafe.ReadUnaligned<long>(row));
        Unsafe.WriteUnaligned((void*)right, Unsafe.ReadUnaligned<long>(row + RowBytes));
        Unsafe.WriteUnaligned((void*)(right + 8), outside);
    }
}
