using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>How TFLite writes margins: a constant (axes, 2), before and after each axis.</summary>
internal static class PaddingReading
{
    /// <summary>Operand 1 as margins of the first <paramref name="axes"/> axes.</summary>
    public static (PerAxis Before, PerAxis After) Margins(TfliteNode source, int axes)
    {
        var paddings = source.PerAxisOperand(1, "paddings", axes, each: 2);
        var (before, after) = (default(PerAxis), default(PerAxis));
        for (var axis = 0; axis < axes; axis++)
        {
            (before[axis], after[axis]) = (paddings[2 * axis], paddings[(2 * axis) + 1]);
        }

        return (before, after);
    }

    /// <summary>Operands 1 and 2 of the two operators that deal blocks: block shape, then margins of the spatial axes.</summary>
    public static (int BlockH, int BlockW, int Top, int Bottom, int Left, int Right) Blocks(TfliteNode source, Value input)
    {
        var spatial = input.Shape.Rank - 2;
        if (spatial is not (1 or 2))
        {
            throw new UnsupportedException($"works on a tensor of rank {input.Shape.Rank}", "use rank 3 (NHC) or 4 (NHWC)");
        }

        var block = source.PerAxisOperand(1, "block shape", spatial);
        var margins = source.PerAxisOperand(2, "margins", spatial, each: 2);
        return spatial == 2
            ? (block[0], block[1], margins[0], margins[1], margins[2], margins[3])
            : (block[0], 1, margins[0], margins[1], 0, 0);
    }
}
