using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Which input rows the windows of a convolution read.</summary>
/// <param name="Stride">Rows from one window to the next.</param>
/// <param name="Extent">Rows of a window, dilation included.</param>
/// <param name="PadTop">Rows that the first window begins above the input.</param>
internal readonly record struct WindowRows(int Stride, int Extent, int PadTop)
{
    /// <summary>Of a convolution of one image; null for any other node.</summary>
    public static WindowRows? Of(Node node)
    {
        if (node.Inputs is not [{ IsConstant: false, IsVariable: false } input, { IsConstant: true } weights, ..] || input.Shape.Rank != 4 || input.Shape[0] != 1)
        {
            return null;
        }

        switch (node.OpCode)
        {
            case OpCode.Conv2D:
                var dense = node.Record<Conv2D>();
                return new(dense.StrideH, ((weights.Shape[1] - 1) * dense.DilationH) + 1, dense.PadTop);
            case OpCode.DepthwiseConv2D:
                var depthwise = node.Record<DepthwiseConv2D>();
                return new(depthwise.StrideH, ((weights.Shape[1] - 1) * depthwise.DilationH) + 1, depthwise.PadTop);
            default:
                return null;
        }
    }

    /// <summary>Rows of the input that output rows read; none when they only see padding.</summary>
    public Rows InputOf(Rows output, int inputRows) =>
        new(Math.Max(0, (output.Begin * Stride) - PadTop), Math.Min(inputRows, ((output.End - 1) * Stride) - PadTop + Extent));

    /// <summary>Padding above the first of the rows that are read.</summary>
    public int PadAbove(Rows output) => Math.Max(0, PadTop - (output.Begin * Stride));

    /// <summary>The same convolution over a band: only its padding above differs.</summary>
    public static Node Over(Node node, Value input, Value output, int padTop)
    {
        List<Value?> inputs = [input, .. node.Inputs.Skip(1)];
        return node.OpCode == OpCode.Conv2D
            ? Node.Of(output.Name, node.Record<Conv2D>() with { PadTop = padTop }, inputs, [output])
            : Node.Of(output.Name, node.Record<DepthwiseConv2D>() with { PadTop = padTop }, inputs, [output]);
    }
}

/// <summary>Rows of an image, the end excluded.</summary>
internal readonly record struct Rows(int Begin, int End)
{
    public int Count => End - Begin;
}
