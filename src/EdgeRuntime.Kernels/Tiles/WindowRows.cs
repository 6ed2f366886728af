using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// The rows of int8 input (n, inH, inW, inC) under one output row after another, where <see cref="WindowLayout"/> says: in the input itself or,
/// with their padding, in scratch. A copied row stays for the output rows after.
/// </summary>
internal unsafe struct WindowRows
{
    public readonly WindowLayout Layout;

    /// <summary>The runs of the window under the first output pixel of the row, seen from <see cref="Origin"/>.</summary>
    public readonly nint* Offsets;

    /// <summary>The input's first byte.</summary>
    public readonly sbyte* Origin;

    /// <summary>From one output pixel's window to the next.</summary>
    public readonly nint StrideBytes;

    /// <summary>Scratch behind the rows: patches.</summary>
    public readonly sbyte* Patches;

    private readonly int* _copied;
    private readonly sbyte* _rows;
    private readonly sbyte* _outside;
    private readonly nint _rowPitch;
    private readonly nint _inRowBytes;
    private readonly nint _tapBytes;
    private readonly nint _leftBytes;
    private readonly nint _insideBytes;
    private readonly int _inH;
    private readonly int _outH;
    private readonly int _strideH;
    private readonly int _dilationH;
    private readonly int _padTop;
    private readonly byte _zeroPoint;

    public WindowRows(StepContext* step, byte* scratch)
    {
        ref var record = ref step->RecordAs<Conv2D>();
        ref var input = ref step->Inputs[0];
        Layout = new WindowLayout(record, input.Shape, step->Inputs[1].Shape, step->Outputs[0].Shape);
        Origin = input.As<sbyte>();
        var inC = input.Shape[3];
        StrideBytes = (nint)record.StrideW * inC;
        (_inH, _outH) = (input.Shape[1], step->Outputs[0].Shape[1]);
        (_strideH, _dilationH, _padTop) = (record.StrideH, record.DilationH, record.PadTop);
        (_inRowBytes, _tapBytes) = ((nint)input.Shape[2] * inC, (nint)record.DilationW * inC);
        _leftBytes = Math.Min((nint)record.PadLeft * inC, (nint)Layout.RowBytes);
        _insideBytes = Math.Min(_inRowBytes, (nint)Layout.RowBytes - _leftBytes);
        _zeroPoint = (byte)input.ZeroPoint;

        Offsets = (nint*)scratch;
        _copied = (int*)(Offsets + Layout.Runs);
        _rowPitch = (nint)Layout.RowBytes + WindowLayout.CopyBytes;
        _outside = (sbyte*)(_copied + Layout.KernelH);
        _rows = _outside + (Layout.HasOutside ? _rowPitch : 0);
        Patches = _rows + (Layout.CopiesRows ? Layout.KernelH * _rowPitch : 0);
        new Span<int>(_copied, Layout.KernelH).Fill(-1);
        if (Layout.HasOutside)
        {
            new Span<byte>(_outside, (int)_rowPitch).Fill(_zeroPoint);
        }
    }

    /// <summary>Output row <paramref name="row"/> of all n * outH.</summary>
    public readonly void MoveTo(int row)
    {
        var image = row / _outH * _inH;
        var y = (row % _outH * _strideH) - _padTop;
        var offset = Offsets;
        for (var ky = 0; ky < Layout.KernelH; ky++, y += _dilationH)
        {
            var first = (uint)y >= (uint)_inH ? _outside : Layout.CopiesRows ? Copied(image, y) : Origin + ((image + y) * _inRowBytes);
            for (var i = 0; i < Layout.RunsPerRow; i++)
            {
                *offset++ = (nint)(first - Origin) + (i * _tapBytes);
            }
        }
    }

    /// <summary>Rows of one window, _dilationH apart, take different places.</summary>
    private readonly sbyte* Copied(int image, int y)
    {
        var place = y / _dilationH % Layout.KernelH;
        var row = _rows + (place * _rowPitch);
        if (_copied[place] != image + y)
        {
            _copied[place] = image + y;
            Unsafe.InitBlockUnaligned(row, _zeroPoint, (uint)_leftBytes);
            Unsafe.CopyBlockUnaligned(row + _leftBytes, Origin + ((image + y) * _inRowBytes), (uint)_insideBytes);
            Unsafe.InitBlockUnaligned(row + _leftBytes + _insideBytes, _zeroPoint, (uint)(_rowPitch - _leftBytes - _insideBytes));
        }

        return row;
    }
}
