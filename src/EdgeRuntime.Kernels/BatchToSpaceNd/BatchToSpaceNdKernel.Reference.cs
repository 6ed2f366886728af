using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class BatchToSpaceNdKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Run = &Run, Units = step.Outputs[0].Shape.Product(0, 2) };
        return true;
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        ref var record = ref step->RecordAs<BatchToSpaceNd>();
        var input = new BlockShape(step->Inputs[0].Shape, step->Inputs[0].Type);
        var output = new BlockShape(step->Outputs[0].Shape, step->Outputs[0].Type);
        var target = step->Outputs[0].Data + (begin * output.Width * output.PixelBytes);
        for (var row = begin; row < end; row++)
        {
            var (n, h) = Math.DivRem(row, output.Height);
            var (inputH, y) = Math.DivRem(h + record.CropTop, record.BlockH);
            for (var w = 0; w < output.Width; w++)
            {
                var (inputW, x) = Math.DivRem(w + record.CropLeft, record.BlockW);
                var inputRow = (((((long)y * record.BlockW) + x) * output.Batch) + n) * input.Height + inputH;
                NativeMemory.Copy(
                    step->Inputs[0].Data + (((inputRow * input.Width) + inputW) * input.PixelBytes), target, (nuint)output.PixelBytes);
                target += output.PixelBytes;
            }
        }
    }
}
