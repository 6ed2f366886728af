namespace EdgeTool.Compiler.Tflite;

/// <summary>How TFLite writes axes: negative ones count from the last.</summary>
internal static class AxisReading
{
    /// <summary>The axis as 0..<paramref name="rank"/> - 1.</summary>
    /// <exception cref="UnsupportedException">There is no such axis.</exception>
    public static int Axis(int axis, int rank)
    {
        var resolved = axis < 0 ? axis + rank : axis;
        return resolved >= 0 && resolved < rank
            ? resolved
            : throw new UnsupportedException($"names axis {axis} of a tensor of rank {rank}", "convert the model again; the file is damaged");
    }

    /// <summary>The one axis held by a constant operand.</summary>
    public static int AxisOperand(this TfliteNode source, int index, int rank)
    {
        var axes = source.RequireInt32Constant(index, "axis");
        return axes.Length == 1
            ? Axis(axes[0], rank)
            : throw new UnsupportedException($"gives {axes.Length} axes", "give exactly one axis");
    }

    /// <summary>A constant list with one number, or <paramref name="each"/> numbers, for every axis.</summary>
    public static int[] PerAxisOperand(this TfliteNode source, int index, string role, int count, int each = 1)
    {
        var values = source.RequireInt32Constant(index, role);
        return values.Length == count * each
            ? values
            : throw new UnsupportedException($"gives {values.Length} numbers as its {role}", $"give {count * each}");
    }
}
