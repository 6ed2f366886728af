using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ResizeNearestNeighborKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var output = step.Outputs[0].Shape;
        kernel = new BoundKernel
        {
            Units = output.Product(0, 2),
            Prepare = &PrepareSources,
            PreparedBytes = sizeof(int) * ((long)output[1] + output[2]),
            Run = &Run,
        };
        return true;
    }

    /// <summary>Prepared: the input row of every output row, then the input column of every output column.</summary>
    private static void PrepareSources(StepContext* step)
    {
        ref var record = ref step->RecordAs<ResizeNearestNeighbor>();
        var (input, output) = (step->Inputs[0].Shape, step->Outputs[0].Shape);
        var sources = (int*)step->Prepared;
        for (var axis = 1; axis <= 2; axis++)
        {
            for (var i = 0; i < output[axis]; i++)
            {
                *sources++ = Nearest(i, input[axis], output[axis], record.AlignCorners == 1, record.HalfPixelCenters == 1);
            }
        }
    }

    private static int Nearest(int position, int inputSize, int outputSize, bool alignCorners, bool halfPixelCenters)
    {
        var scale = alignCorners && outputSize > 1 ? (inputSize - 1) / (float)(outputSize - 1) : inputSize / (float)outputSize;
        var real = (position + (halfPixelCenters ? 0.5f : 0f)) * scale;
        var nearest = (int)(alignCorners ? MathF.Round(real, MidpointRounding.AwayFromZero) : MathF.Floor(real));
        return Math.Clamp(nearest, 0, inputSize - 1);
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        var (input, output) = (step->Inputs[0].Shape, step->Outputs[0].Shape);
        var pixelBytes = (nint)output[3] * step->Outputs[0].Type.SizeBytes();
        var (inputRowBytes, outputRowBytes) = (input[2] * pixelBytes, output[2] * pixelBytes);
        var rows = (int*)step->Prepared;
        var columns = rows + output[1];
        for (var row = begin; row < end; row++)
        {
            var source = step->Inputs[0].Data + ((((nint)(row / output[1]) * input[1]) + rows[row % output[1]]) * inputRowBytes);
            var target = step->Outputs[0].Data + (row * outputRowBytes);
            for (var x = 0; x < output[2]; x++, target += pixelBytes)
            {
                NativeMemory.Copy(source + (columns[x] * pixelBytes), target, (nuint)pixelBytes);
            }
        }
    }
}
