using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Another height and width; each output pixel is interpolated between the four input pixels around it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct ResizeBilinear : IOperatorRecord<ResizeBilinear>
{
    /// <summary>1: the centers of the corner pixels of input and output coincide.</summary>
    public int AlignCorners;

    /// <summary>1: pixel i lies at i + 0.5. Excludes <see cref="AlignCorners"/>.</summary>
    public int HalfPixelCenters;

    public static OpCode OpCode => OpCode.ResizeBilinear;

    public static void Check(in ResizeBilinear record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var input = operands.Inputs[0];
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16);
        Law.TypeOf("output", operands.Outputs[0], input.Type);
        ResizeLaw.Check(operands, record.AlignCorners, record.HalfPixelCenters);
        Law.Range("align corners and half pixel centers together", record.AlignCorners + record.HalfPixelCenters, 0, 1);
    }
}
