using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SpaceToBatchNdKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Run = &Run, Units = step.Outputs[0].Shape.Product(0, 2) };
        return true;
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        ref var record = ref step->RecordAs<SpaceToBatchNd>();
        var input = new BlockShape(step->Inputs[0].Shape, step->Inputs[0].Type);
        var output = new BlockShape(step->Outputs[0].Shape, step->Outputs[0].Type);
        var padding = PaddingElement.ZeroOf(step->Outputs[0]);
        var target = step->Outputs[0].Data + (begin * output.Width * output.PixelBytes);
        for (var row = begin; row < end; row++)
        {
            var (batch, h) = Math.DivRem(row, output.Height);
            var (block, n) = Math.DivRem(batch, input.Batch);
            var inputH = (h * record.BlockH) + (block / record.BlockW) - record.PadTop;
            var source = step->Inputs[0].Data + ((((long)n * input.Height) + inputH) * input.Width * input.PixelBytes);
            for (var w = 0; w < output.Width; w++)
            {
                var inputW = (w * record.BlockW) + (block % record.BlockW) - record.PadLeft;
                if ((uint)inputH < (uint)input.Height && (uint)inputW < (uint)input.Width)
                {
                    NativeMemory.Copy(source + (inputW * input.PixelBytes), target, (nuint)input.PixelBytes);
                }
                else
                {
                    padding.Fill(target, step->Outputs[0].Shape[-1]);
                }

                target += output.PixelBytes;
            }
        }
    }
}
