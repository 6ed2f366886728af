using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ResizeBilinearKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var output = step.Outputs[0].Shape;
        var extents = (long)output[1] + output[2];
        kernel = new BoundKernel { Units = output.Product(0, 2) };
        switch (step.Inputs[0].Type)
        {
            case ElementType.Float32:
                kernel.Run = &RunReal<float, FloatPixel>;
                kernel.Prepare = &PrepareReal;
                kernel.PreparedBytes = extents * sizeof(RealPosition);
                return true;
            case ElementType.UInt8:
                kernel.Run = &RunReal<byte, UInt8Pixel>;
                kernel.Prepare = &PrepareReal;
                kernel.PreparedBytes = extents * sizeof(RealPosition);
                return true;
            case ElementType.Int8:
                kernel.Run = &RunFixed<sbyte>;
                kernel.Prepare = &PrepareFixed;
                kernel.PreparedBytes = extents * sizeof(FixedPosition);
                return true;
            case ElementType.Int16:
                kernel.Run = &RunFixed<short>;
                kernel.Prepare = &PrepareFixed;
                kernel.PreparedBytes = extents * sizeof(FixedPosition);
                return true;
            default:
                return false;
        }
    }
}
