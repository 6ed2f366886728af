using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Another height and width; each output pixel is the nearest input pixel. Any element type.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct ResizeNearestNeighbor : IOperatorRecord<ResizeNearestNeighbor>
{
    /// <summary>1: the centers of the corner pixels of input and output coincide.</summary>
    public int AlignCorners;

    /// <summary>1: pixel i lies at i + 0.5.</summary>
    public int HalfPixelCenters;

    public static OpCode OpCode => OpCode.ResizeNearestNeighbor;

    public static void Check(in ResizeNearestNeighbor record, OperandSet operands)
    {
        MovementLaw.OneToOne(operands);
        ResizeLaw.Check(operands, record.AlignCorners, record.HalfPixelCenters);
    }
}
