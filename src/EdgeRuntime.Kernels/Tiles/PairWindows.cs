using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// The windows under the output pixels of a convolution, row after row: (kernelH, kernelW, inC) each, taps outside the input as its zero
/// point. Taps that lie side by side in the input are one run.
/// </summary>
internal unsafe struct PairWindows<TStep, TVector> : IPairSource
    where TStep : IPairStep<TVector>
    where TVector : unmanaged
{
    private readonly sbyte* _input;
    private readonly sbyte* _limit;
    private readonly nint _rowBytes;
    private readonly int _inH;
    private readonly int _inW;
    private readonly int _inC;
    private readonly int _outH;
    private readonly int _outW;
    private readonly int _strideH;
    private readonly int _strideW;
    private readonly int _dilationH;
    private readonly int _dilationW;
    private readonly int _padTop;
    private readonly int _padLeft;
    private readonly int _runTaps;
    private readonly int _runsPerRow;
    private readonly int _zeroPoint;
    private readonly int _shift;
    private sbyte* _image;
    private int _row;
    private int _outX;
    private int _top;

    /// <summary>Begins at output row <paramref name="row"/> of all n * outH.</summary>
    public PairWindows(StepContext* step, int row)
    {
        ref var record = ref step->RecordAs<Conv2D>();
        ref var input = ref step->Inputs[0];
        ref var output = ref step->Outputs[0];
        _input = input.As<sbyte>();
        _limit = _input + input.ByteLength;
        (_inH, _inW, _inC) = (input.Shape[1], input.Shape[2], input.Shape[3]);
        (_outH, _outW) = (output.Shape[1], output.Shape[2]);
        (_strideH, _strideW, _dilationH, _dilationW) = (record.StrideH, record.StrideW, record.DilationH, record.DilationW);
        (_padTop, _padLeft) = (record.PadTop, record.PadLeft);
        var kernelW = step->Inputs[1].Shape[2];
        (_runTaps, _runsPerRow) = _dilationW == 1 ? (kernelW, 1) : (1, kernelW);
        _rowBytes = (nint)_inW * _inC;
        _shift = ((PairWeights*)step->Prepared)->Shift;
        _zeroPoint = input.ZeroPoint;
        MoveToRow(row);
    }

    public readonly bool TakesTogether(int depth) => false;

    public void Take(int rows, int begin, int end, byte* target, nint stride)
    {
        for (; rows > 0; rows--, target += stride)
        {
            Take(begin, end, target);
        }
    }

    private void Take(int begin, int end, byte* target)
    {
        var runBytes = _runTaps * _inC;
        var run = begin == 0 ? 0 : begin / runBytes;
        var (ky, kx) = _runsPerRow == 1 ? (run, 0) : (run / _runsPerRow, run % _runsPerRow);
        var left = (_outX * _strideW) - _padLeft;
        for (var k = begin; k < end; ky++)
        {
            var y = _top + (ky * _dilationH);
            for (; kx < _runsPerRow && k < end; kx++, run++)
            {
                var x = left + (kx * _dilationW);
                var from = k - (run * runBytes);
                var to = Math.Min(runBytes, from + end - k);
                TakeRun(y, x, from, to, target);
                target += (to - from) * TStep.Form.ElementBytes;
                k += to - from;
            }

            kx = 0;
        }

        if (++_outX == _outW)
        {
            MoveToRow(_row + 1);
        }
    }

    /// <summary>Bytes [from, to) of a run that begins at column <paramref name="x"/>.</summary>
    private readonly void TakeRun(int y, int x, int from, int to, byte* target)
    {
        if ((uint)y >= (uint)_inH)
        {
            TStep.Fill(_zeroPoint, to - from, _shift, target);
            return;
        }

        var source = _image + (y * _rowBytes) + ((nint)x * _inC);
        if (x >= 0 && x + _runTaps <= _inW)
        {
            TStep.Take(source + from, to - from, _shift, target, _limit);
            return;
        }

        var first = Math.Clamp(-x * _inC, from, to);
        var last = Math.Clamp((_inW - x) * _inC, first, to);
        TStep.Fill(_zeroPoint, first - from, _shift, target);
        TStep.Take(source + first, last - first, _shift, target + ((first - from) * TStep.Form.ElementBytes), _limit);
        TStep.Fill(_zeroPoint, to - last, _shift, target + ((last - from) * TStep.Form.ElementBytes));
    }

    private void MoveToRow(int row)
    {
        (_row, _outX) = (row, 0);
        _image = _input + (row / _outH * _inH * _rowBytes);
        _top = (row % _outH * _strideH) - _padTop;
    }
}
