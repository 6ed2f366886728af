using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class BinaryConv2DKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var output = step.Outputs[0].Shape;
        kernel = new BoundKernel
        {
            Run = &RunReference,
            Units = output.Product(0, 2),

            // The sums of a pixel, for each output row, so that workers do not meet.
            PreparedBytes = (long)output.Product(0, 2) * step.Inputs[1].Shape[0] * sizeof(int),
        };
        return true;
    }

    private static void RunReference(StepContext* step, int begin, int end, int worker)
    {
        var record = step->RecordAs<BinaryConv2D>();
        var input = step->Inputs[0].As<uint>();
        var weights = step->Inputs[1].As<uint>();
        var (inH, inW, words) = (step->Inputs[0].Shape[1], step->Inputs[0].Shape[2], step->Inputs[0].Shape[3]);
        var (outC, kernelH, kernelW) = (step->Inputs[1].Shape[0], step->Inputs[1].Shape[1], step->Inputs[1].Shape[2]);
        var (outH, outW) = (step->Outputs[0].Shape[1], step->Outputs[0].Shape[2]);
        for (var row = begin; row < end; row++)
        {
            var sums = (int*)step->Prepared + ((nint)row * outC);
            var (batch, top) = (row / outH, (row % outH * record.StrideH) - record.PadTop);
            for (var outX = 0; outX < outW; outX++)
            {
                var left = (outX * record.StrideW) - record.PadLeft;
                for (var channel = 0; channel < outC; channel++)
                {
                    var tap = weights + ((nint)channel * kernelH * kernelW * words);
                    sums[channel] = 0;
                    for (var i = 0; i < kernelH * kernelW; i++, tap += words)
                    {
                        var (inY, inX) = (top + (i / kernelW * record.DilationH), left + (i % kernelW * record.DilationW));
                        var isInside = (uint)inY < (uint)inH && (uint)inX < (uint)inW;
                        sums[channel] += isInside
                            ? record.Channels - (2 * SignSum.Differences(input + (((((nint)batch * inH) + inY) * inW) + inX) * words, tap, words))
                            : ValueOf(record.Padding) * TapSum(tap, words, record.Channels);
                    }
                }

                SignSum.Write(step, record.Activation, sums, outC, ((nint)row * outW) + outX);
            }
        }
    }

    private static int ValueOf(SignPadding padding) => padding switch
    {
        SignPadding.PlusOne => 1,
        SignPadding.Zero => 0,
        _ => -1,
    };

    /// <summary>Sum of the weights of one tap.</summary>
    private static int TapSum(uint* tap, int words, int channels)
    {
        var negative = 0;
        for (var i = 0; i < words; i++)
        {
            negative += BitOperations.PopCount(tap[i]);
        }

        return channels - (2 * negative);
    }
}
