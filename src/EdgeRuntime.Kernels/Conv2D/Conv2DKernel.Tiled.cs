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
        ref var record = ref step->RecordAs<Conv2D>();
        var window = new SlidingWindow(step, record.StrideH, record.StrideW, record.DilationH, record.DilationW, record.PadTop, record.PadLeft);
        var weights = (DotWeights*)step->Prepared;
        var depth = step->Inputs[1].Shape.Product(1, 4);
        var inPlace = window.KernelH * window.KernelW == 1 && depth >= DotWeights.Step;
        var patch = (sbyte*)step->ScratchOf(worker);
        var patch2 = patch + ((depth + DotWeights.Step - 1) / DotWeights.Step * DotWeights.Step);
        var (outW, outC) = (step->Outputs[0].Shape[2], step->Outputs[0].Shape[3]);
        var zeroPoint = (byte)step->Inputs[0].ZeroPoint;
        for (var row = begin; row < end; row++)
        {
            window.MoveToRow(row);
            var output = step->Outputs[0].As<sbyte>() + ((nint)row * outW * outC);
            for (var outX = 0; outX < outW; outX += 2, output += 2 * outC)
            {
                var x = inPlace ? window.First(outX) : Patch(window, outX, zeroPoint, patch);
                if (outX + 1 == outW)
                {
                    DotRows<TStep, TOperand, TSum, TRescale>.One(weights, x, output, 0, outC);
                    break;
                }

                var x2 = inPlace ? window.First(outX + 1) : Patch(window, outX + 1, zeroPoint, patch2);
                DotRows<TStep, TOperand, TSum, TRescale>.Two(weights, x, x2, output, output + outC, 0, outC);
            }
        }
    }

    /// <summary>Lays out the window under an output pixel, (kernelH, kernelW, inC), and zeros up to a whole step when it is shorter than one.</summary>
    private static sbyte* Patch(in SlidingWindow window, int outX, byte zeroPoint, sbyte* patch)
    {
        // Taps that lie side by side in the input are copied at once.
        var (run, runs) = window.DilationW == 1 ? (window.KernelW, 1) : (1, window.KernelW);
        var runBytes = run * window.InC;
        var left = window.Left(outX);
        var next = patch;
        for (var ky = 0; ky < window.KernelH; ky++)
        {
            for (var i = 0; i < runs; i++, next += runBytes)
            {
                var first = left + (i * window.DilationW);
                if (!window.HasRow(ky) || first >= window.InW || first + run <= 0)
                {
                    Unsafe.InitBlockUnaligned(next, zeroPoint, (uint)runBytes);
                }
                else if (first >= 0 && first + run <= window.InW)
                {
                    Unsafe.CopyBlockUnaligned(next, window.Pixel(ky, first), (uint)runBytes);
                }
                else
                {
                    var (from, to) = (Math.Max(-first, 0), Math.Min(window.InW - first, run));
                    Unsafe.InitBlockUnaligned(next, zeroPoint, (uint)runBytes);
                    Unsafe.CopyBlockUnaligned(next + (from * window.InC), window.Pixel(ky, first + from), (uint)((to - from) * window.InC));
                }
            }
        }

        for (; next < patch + DotWeights.Step; next++)
        {
            *next = 0;
        }

        return patch;
    }
}
