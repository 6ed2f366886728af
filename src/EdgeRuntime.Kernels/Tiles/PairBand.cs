using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// The input rows under one output row of a convolution without dilation, laid out and padded: (kernelH, bandW, inC). Every input row is
/// laid out once while output rows follow each other; then no window needs to ask where the input ends.
/// </summary>
internal unsafe struct PairBand<TStep, TVector>
    where TStep : IPairStep<TVector>
    where TVector : unmanaged
{
    /// <summary>Most taps along H.</summary>
    public const int MaxKernelH = 16;

    /// <summary>Elements that a band may have.</summary>
    private const int Capacity = 12288;

    private readonly byte* _slots;
    private readonly sbyte* _input;
    private readonly sbyte* _limit;
    private readonly nint _slotBytes;
    private readonly int _before;
    private readonly int _taken;
    private readonly int _after;
    private readonly int _inRowBytes;
    private readonly int _inH;
    private readonly int _outH;
    private readonly int _kernelH;
    private readonly int _strideH;
    private readonly int _padTop;
    private readonly int _zeroPoint;
    private readonly int _shift;
    private int _image;
    private int _next;

    public static int CapacityBytes => Capacity * TStep.Form.ElementBytes;

    /// <param name="step">A step that <see cref="Covers"/> was asked about.</param>
    /// <param name="slots"><see cref="CapacityBytes"/>.</param>
    public PairBand(StepContext* step, byte* slots)
        : this(step, slots, step->RecordAs<Conv2D>(), ((PairWeights*)step->Prepared)->Shift)
    {
    }

    /// <param name="step">A step that <see cref="Covers"/> was asked about.</param>
    /// <param name="slots"><see cref="CapacityBytes"/>.</param>
    /// <param name="record">The step's window.</param>
    /// <param name="shift">See <see cref="PairWeights.Shift"/>.</param>
    public PairBand(StepContext* step, byte* slots, in Conv2D record, int shift)
        : this(step, slots, record, shift, step->Inputs[1].Shape[1])
    {
    }

    /// <param name="step">A step whose band has room in the slots.</param>
    /// <param name="slots">Memory for <paramref name="rows"/> of <see cref="SlotElements"/>.</param>
    /// <param name="record">The step's window.</param>
    /// <param name="shift">See <see cref="PairWeights.Shift"/>.</param>
    /// <param name="rows">Input rows of the band: those under one output row, or more.</param>
    public PairBand(StepContext* step, byte* slots, in Conv2D record, int shift, int rows)
    {
        ref var input = ref step->Inputs[0];
        var (inW, inC) = (input.Shape[2], input.Shape[3]);
        var bandW = Width(record, step->Inputs[1].Shape, step->Outputs[0].Shape);
        var columns = Math.Min(inW, bandW - record.PadLeft);
        _slots = slots;
        _input = input.As<sbyte>();
        _limit = _input + input.ByteLength;
        _slotBytes = (nint)TStep.Form.ElementBytes * (nint)SlotElements(record, input.Shape, step->Inputs[1].Shape, step->Outputs[0].Shape);
        (_before, _taken, _after) = (record.PadLeft * inC, columns * inC, (bandW - record.PadLeft - columns) * inC);
        (_inRowBytes, _inH, _outH, _kernelH) = (inW * inC, input.Shape[1], step->Outputs[0].Shape[1], rows);
        (_strideH, _padTop, _zeroPoint, _shift, _image) = (record.StrideH, record.PadTop, input.ZeroPoint, shift, -1);
    }

    /// <summary>Whether the band of such a convolution fits.</summary>
    public static bool Covers(Conv2D record, Shape input, Shape weights, Shape output) =>
        record.DilationH == 1 && record.DilationW == 1 && weights[1] <= MaxKernelH
        && weights[1] * SlotElements(record, input, weights, output) <= Capacity;

    /// <summary>Elements of one row in the band.</summary>
    public static long SlotElements(Conv2D record, Shape input, Shape weights, Shape output) =>
        ((long)Width(record, weights, output) * input[3]) + WidenedBytes.Slack;

    /// <summary>Goes to output row <paramref name="row"/> of all n * outH and says where its rows begin, at the first window's first tap.</summary>
    public void MoveTo(int row, byte** rows)
    {
        var (image, top) = (row / _outH, (row % _outH * _strideH) - _padTop);
        if (image != _image)
        {
            (_image, _next) = (image, top);
        }

        _next = Math.Max(_next, top);
        for (; _next < top + _kernelH; _next++)
        {
            Take(_next, Slot(_next));
        }

        for (var ky = 0; ky < _kernelH; ky++)
        {
            rows[ky] = Slot(top + ky);
        }
    }

    private readonly byte* Slot(int y) => _slots + ((y + _padTop) % _kernelH * _slotBytes);

    private readonly void Take(int y, byte* target)
    {
        if ((uint)y >= (uint)_inH)
        {
            TStep.Fill(_zeroPoint, _before + _taken + _after, _shift, target);
            return;
        }

        var row = _input + ((((nint)_image * _inH) + y) * _inRowBytes);
        TStep.Fill(_zeroPoint, _before, _shift, target);
        TStep.Take(row, _taken, _shift, target + (_before * TStep.Form.ElementBytes), _limit);
        TStep.Fill(_zeroPoint, _after, _shift, target + ((_before + _taken) * TStep.Form.ElementBytes));
    }

    private static int Width(Conv2D record, Shape weights, Shape output) => checked(((output[2] - 1) * record.StrideW) + weights[2]);
}
