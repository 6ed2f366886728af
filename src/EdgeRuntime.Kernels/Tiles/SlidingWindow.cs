namespace EdgeRuntime.Kernels;

/// <summary>
/// Where the taps of a convolution lie in its int8 input (n, inH, inW, inC), for one output row after another. Reads the step's shapes once.
/// </summary>
internal unsafe struct SlidingWindow
{
    public readonly int InW;
    public readonly int InC;
    public readonly int KernelH;
    public readonly int KernelW;
    public readonly int DilationW;

    private readonly sbyte* _input;
    private readonly int _inH;
    private readonly int _outH;
    private readonly int _strideH;
    private readonly int _strideW;
    private readonly int _dilationH;
    private readonly int _padTop;
    private readonly int _padLeft;
    private sbyte* _image;
    private int _top;

    public SlidingWindow(StepContext* step, int strideH, int strideW, int dilationH, int dilationW, int padTop, int padLeft)
    {
        _input = step->Inputs[0].As<sbyte>();
        (_inH, InW, InC) = (step->Inputs[0].Shape[1], step->Inputs[0].Shape[2], step->Inputs[0].Shape[3]);
        (KernelH, KernelW, _outH) = (step->Inputs[1].Shape[1], step->Inputs[1].Shape[2], step->Outputs[0].Shape[1]);
        (_strideH, _strideW, _dilationH, DilationW, _padTop, _padLeft) = (strideH, strideW, dilationH, dilationW, padTop, padLeft);
    }

    /// <summary>Output row <paramref name="row"/> of all n * outH.</summary>
    public void MoveToRow(int row)
    {
        _image = _input + ((nint)(row / _outH) * _inH * InW * InC);
        _top = (row % _outH * _strideH) - _padTop;
    }

    /// <summary>Column of the first tap; negative in the padding.</summary>
    public readonly int Left(int outX) => (outX * _strideW) - _padLeft;

    /// <summary>Whether tap row <paramref name="ky"/> lies inside the input.</summary>
    public readonly bool HasRow(int ky) => (uint)(_top + (ky * _dilationH)) < (uint)_inH;

    /// <summary>Whether all taps under an output pixel lie inside the input.</summary>
    public readonly bool IsInside(int left) =>
        HasRow(0) && HasRow(KernelH - 1) && left >= 0 && left + ((KernelW - 1) * DilationW) < InW;

    /// <summary>Input pixel at tap row <paramref name="ky"/> and column <paramref name="inX"/>.</summary>
    public readonly sbyte* Pixel(int ky, int inX) => _image + ((((nint)(_top + (ky * _dilationH)) * InW) + inX) * InC);

    /// <summary>Input pixel under the first tap of an output pixel.</summary>
    public readonly sbyte* First(int outX) => Pixel(0, Left(outX));
}
