using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Bytes of an operand that belong to one unit: unit u has those from u times as many on, the last unit what is left. 0 where nothing is
/// known. With it two steps that one worker computes the same part of need not wait for the other workers in between.
/// </summary>
/// <param name="Output">Written of output 0, and nothing else of it.</param>
/// <param name="Input0">Read of input 0; what is read beside it changes no result.</param>
/// <param name="Input1">The same of input 1.</param>
/// <param name="Before">Bytes of input 0 before its own that a unit reads, too: of windows that overlap.</param>
/// <param name="After">The same behind its own.</param>
public readonly record struct UnitBytes(long Output, long Input0 = 0, long Input1 = 0, long Before = 0, long After = 0)
{
    /// <summary>Units are the rows of an output (n, outH, outW, outC); of the input anything may be read.</summary>
    public static UnitBytes Rows(StepView step) => new(RowBytes(step.Outputs[0]));

    /// <summary>
    /// Units are the rows of an output (n, outH, outW, outC), each under windows of <paramref name="taps"/> input rows, from
    /// <paramref name="padTop"/> rows before the first input row on, <paramref name="stride"/> rows apart.
    /// </summary>
    public static UnitBytes Windows(StepView step, int taps, int stride, int padTop)
    {
        var row = RowBytes(step.Inputs[0]);
        return step.Outputs[0].Shape[0] > 1
            ? Rows(step)
            : new(RowBytes(step.Outputs[0]), stride * row, Before: padTop * row, After: Math.Max(0, taps - padTop - stride) * row);
    }

    /// <summary>Units are pixels (channels), and each reads the input's pixel at the same place.</summary>
    public static UnitBytes SamePixels(StepView step) => new(PixelBytes(step.Outputs[0]), PixelBytes(step.Inputs[0]));

    /// <summary>Units are <paramref name="length"/> elements of the output; inputs of its shape are read at the same place.</summary>
    public static UnitBytes Elements(StepView step, int length)
    {
        var output = step.Outputs[0];
        return new(BytesOf(output), BytesOf(step.Inputs[0]), BytesOf(step.Inputs[1]));

        long BytesOf(OperandInfo operand) =>
            operand.Shape.ElementCount == output.Shape.ElementCount ? (long)length * operand.Type.SizeBytes() : 0;
    }

    private static long PixelBytes(OperandInfo operand) => operand.Shape[3] * (long)operand.Type.SizeBytes();

    private static long RowBytes(OperandInfo operand) => operand.Shape.Product(2, operand.Shape.Rank) * (long)operand.Type.SizeBytes();
}
