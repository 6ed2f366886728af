namespace EdgeTool.Compiler.Tflite;

/// <summary>Input 1 of the resizing operators: the new height and width, constant.</summary>
internal static class ResizeReading
{
    /// <exception cref="UnsupportedException">The size is computed at run time, or is not the output's.</exception>
    public static void RequireSize(TfliteNode source)
    {
        var size = source.PerAxisOperand(1, "size", 2);
        var output = source.Outputs[0].Shape;
        if (output.Rank != 4 || output[1] != size[0] || output[2] != size[1])
        {
            throw new UnsupportedException(
                $"resizes to {size[0]}x{size[1]} but its output is {output}", "convert the model again with fixed input sizes");
        }
    }
}
