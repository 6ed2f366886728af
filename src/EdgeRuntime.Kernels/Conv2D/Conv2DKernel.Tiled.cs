using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// int8 without groups: the window under an output pixel is laid out as one vector (kernelH * kernelW * inC), taps outside the input as the
/// zero point, and multiplied with the rows of weights. A 1x1 window of 16 channels or more is used where it lies.
/// </summary>
public static unsafe partial class Conv2DKernel
{
    private static bool BindTiled(StepView step, out BoundKernel kernel)
    {
        var (outC, depth) = (step.Outputs[0].Shape[3], step.Inputs[1].Shape.Product(1, 4));
        kernel = new BoundKernel
        {
            Units = step.Outputs[0].Shape.Product(0, 2),
            Prepare = &PrepareDotWeights,
            PreparedBytes = DotWeights.SizeBytes(outC, depth),
        };
        return DotWeights.Covers(step, depth) && step.Inputs[1].Shape[3] == step.Inputs[0].Shape[3];
    }

    private static void PrepareDotWeights(StepContext* step) => DotWeights.Write(
        step, step->Inputs[1].Shape[0], step->Inputs[1].Shape.Product(1, 4), step->RecordAs<Conv2D>().Activation, singleProduct: false);

    private static void RunTiled<TStep, TOperand, TSum, TRescale>(StepContext* step, int begin, int end, int worker)
        where TStep : IDotStep<TOperand, TSum>
        where TOperand : unmanaged
        where TSum : unmanaged
        where TRescale : IRescaleStep
    {
        var weights = (DotWeights*)step->Prepared;
        var depth = step->Inputs[1].Shape.Product(1, 4);
        var inPlace = step->Inputs[1].Shape.Product(1, 3) == 1 && depth >= DotWeights.Step;
        var patch = (sbyte*)step->ScratchOf(worker);
        var patch2 = patch + ((depth + DotWeights.Step - 1) / DotWeights.Step * DotWeights.Step);
        var (outW, outC) = (step->Outputs[0].Shape[2], step->Outputs[0].Shape[3]);
        for (var row = begin; row < end; row++)
        {
            var output = step->Outputs[0].As<sbyte>() + ((nint)row * outW * outC);
            for (var outX = 0; outX < outW; outX += 2, output += 2 * outC)
            {
                var x = inPlace ? Pixel(step, row, outX) : Patch(step, row, outX, patch);
                if (outX + 1 == outW)
                {
                    DotRows<TStep, TOperand, TSum, TRescale>.One(weights, x, output, 0, outC);
                    break;
                }

                var x2 = inPlace ? Pixel(step, row, outX + 1) : Patch(step, row, outX + 1, patch2);
                DotRows<TStep, TOperand, TSum, TRescale>.Two(weights, x, x2, output, output + outC, 0, outC);
            }
        }
    }

    /// <summary>The input pixel under a 1x1 window; the law leaves no padding for one.</summary>
    private static sbyte* Pixel(StepContext* step, int row, int outX)
    {
        ref var record = ref step->RecordAs<Conv2D>();
        ref var shape = ref step->Inputs[0].Shape;
        var outH = step->Outputs[0].Shape[1];
        var inRow = ((nint)(row / outH) * shape[1]) + (row % outH * record.StrideH);
        return step->Inputs[0].As<sbyte>() + (((inRow * shape[2]) + (outX * record.StrideW)) * shape[3]);
    }

    /// <summary>Lays out the window under an output pixel, (kernelH, kernelW, inC), and zeros up to a whole step when it is shorter than one.</summary>
    private static sbyte* Patch(StepContext* step, int row, int outX, sbyte* patch)
    {
        ref var record = ref step->RecordAs<Conv2D>();
        var (inH, inW, inC) = (step->Inputs[0].Shape[1], step->Inputs[0].Shape[2], step->Inputs[0].Shape[3]);
        var (kernelH, kernelW, outH) = (step->Inputs[1].Shape[1], step->Inputs[1].Shape[2], step->Outputs[0].Shape[1]);
        var image = step->Inputs[0].As<sbyte>() + ((nint)(row / outH) * inH * inW * inC);
        var zeroPoint = (byte)step->Inputs[0].ZeroPoint;
        var (top, left) = ((row % outH * record.StrideH) - record.PadTop, (outX * record.StrideW) - record.PadLeft);

        // Taps that lie side by side in the input are copied at once.
        var (run, runs) = record.DilationW == 1 ? (kernelW, 1) : (1, kernelW);
        var next = patch;
        for (var ky = 0; ky < kernelH; ky++)
        {
            var inY = top + (ky * record.DilationH);
            for (var i = 0; i < runs; i++, next += run * inC)
            {
                var first = left + (i * record.DilationW);
                var (from, to) = (Math.Clamp(-first, 0, run), Math.Clamp(inW - first, 0, run));
                if ((uint)inY >= (uint)inH || from >= to)
                {
                    Unsafe.InitBlockUnaligned(next, zeroPoint, (uint)(run * inC));
                    continue;
                }

                Unsafe.InitBlockUnaligned(next, zeroPoint, (uint)(from * inC));
                Unsafe.CopyBlockUnaligned(next + (from * inC), image + ((((nint)inY * inW) + first + from) * inC), (uint)((to - from) * inC));
                Unsafe.InitBlockUnaligned(next + (to * inC), zeroPoint, (uint)((run - to) * inC));
            }
        }

        for (; next < patch + DotWeights.Step; next++)
        {
            *next = 0;
        }

        return patch;
    }
}
