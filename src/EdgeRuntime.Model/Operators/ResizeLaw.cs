namespace EdgeRuntime.Model;

/// <summary>What both resizing operators share.</summary>
internal static class ResizeLaw
{
    /// <summary>Positions carry 10 fractional bits in 32-bit integers, and are exact in float32.</summary>
    public const int MaxExtent = 1 << 20;

    /// <summary>Input (n, inH, inW, c), output (n, outH, outW, c), same type.</summary>
    public static void Check(OperandSet operands, int alignCorners, int halfPixelCenters)
    {
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.RankOf("input", input, 4, 4);
        Law.RankOf("output", output, 4, 4);
        Law.ShapeOf("output", output, new Shape(input.Shape[0], output.Shape[1], output.Shape[2], input.Shape[3]));
        for (var axis = 1; axis <= 2; axis++)
        {
            Law.Range($"input size along axis {axis}", input.Shape[axis], 1, MaxExtent);
            Law.Range($"output size along axis {axis}", output.Shape[axis], 1, MaxExtent);
        }

        Law.Range("align corners", alignCorners, 0, 1);
        Law.Range("half pixel centers", halfPixelCenters, 0, 1);
    }
}
