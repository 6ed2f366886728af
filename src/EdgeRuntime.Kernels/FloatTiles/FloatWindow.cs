using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Where the taps of a float32 convolution lie in its input (n, inH, inW, inC), for one output row after another.</summary>
internal unsafe struct FloatWindow
{
    public readonly int InC;
    public readonly int KernelH;
    public readonly int KernelW;

    private readonly Conv2D _axes;
    private readonly float* _input;
    private readonly int _inH;
    private readonly int _inW;
    private readonly int _outH;
    private float* _image;
    private int _top;

    private FloatWindow(StepContext* step, in Conv2D axes)
    {
        _axes = axes;
        _input = step->Inputs[0].As<float>();
        (_inH, _inW, InC) = (step->Inputs[0].Shape[1], step->Inputs[0].Shape[2], step->Inputs[0].Shape[3]);
        (KernelH, KernelW, _outH) = (step->Inputs[1].Shape[1], step->Inputs[1].Shape[2], step->Outputs[0].Shape[1]);
    }

    /// <summary>Of a convolution with weights (outC, kernelH, kernelW, inC) or (1, kernelH, kernelW, inC) and these strides and padding.</summary>
    public static FloatWindow Of(StepContext* step, in Conv2D axes) => new(step, axes);

    /// <summary>Output row <paramref name="row"/> of all n * outH.</summary>
    public void MoveToRow(int row)
    {
        _image = _input + ((nint)(row / _outH) * _inH * _inW * InC);
        _top = (row % _outH * _axes.StrideH) - _axes.PadTop;
    }

    /// <summary>Whether tap row <paramref name="ky"/> lies inside the input.</summary>
    public readonly bool HasRow(int ky) => (uint)(_top + (ky * _axes.DilationH)) < (uint)_inH;

    /// <summary>Whether the taps of a row under output columns <paramref name="first"/> to <paramref name="last"/> lie inside the input, side by side.</summary>
    public readonly bool IsDense(int first, int last) =>
        _axes.DilationW == 1 && (first * _axes.StrideW) >= _axes.PadLeft && (last * _axes.StrideW) - _axes.PadLeft + KernelW <= _inW;

    /// <summary>The input pixel under a tap, whose row lies inside the input, of output column <paramref name="outX"/>; else <paramref name="outside"/>.</summary>
    public readonly float* Pixel(int ky, int kx, int outX, float* outside)
    {
        var inX = (outX * _axes.StrideW) - _axes.PadLeft + (kx * _axes.DilationW);
        return (uint)inX < (uint)_inW ? _image + ((((nint)(_top + (ky * _axes.DilationH)) * _inW) + inX) * InC) : outside;
    }
}
