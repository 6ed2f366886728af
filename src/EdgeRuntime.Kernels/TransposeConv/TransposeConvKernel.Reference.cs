using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class TransposeConvKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel
        {
            Units = step.Outputs[0].Shape.Product(0, 2),
            Prepare = &PrepareOutputStage,
            PreparedBytes = OutputStage.SizeBytes(sizeof(OutputStage), step.Outputs[0].Shape[3]),
        };
        switch (step.Inputs[0].Type)
        {
            case ElementType.Float32:
                kernel.Run = &RunReference<FloatArithmetic, float, float, float>;
                return true;
            case ElementType.Int8:
                kernel.Run = &RunReference<Int8Arithmetic, sbyte, sbyte, int>;
                return true;
            case ElementType.UInt8:
                kernel.Run = &RunReference<UInt8Arithmetic, byte, byte, int>;
                return true;
            case ElementType.Int16:
                kernel.Run = &RunReference<Int16Arithmetic, short, sbyte, long>;
                return true;
            default:
                return false;
        }
    }

    private static void PrepareOutputStage(StepContext* step)
    {
        ref var record = ref step->RecordAs<TransposeConv>();
        OutputStage.Write(
            step, sizeof(OutputStage), step->Outputs[0].Shape[3], record.Activation, singleProduct: step->Inputs[0].Type == ElementType.UInt8);
    }

    private static void RunReference<TArithmetic, TValue, TWeight, TSum>(StepContext* step, int begin, int end, int worker)
        where TArithmetic : IMultiplyAccumulate<TValue, TWeight, TSum>
        where TValue : unmanaged
        where TWeight : unmanaged
        where TSum : unmanaged, INumber<TSum>
    {
        var record = step->RecordAs<TransposeConv>();
        var stage = (OutputStage*)step->Prepared;
        var hasBias = step->HasInput(2);
        var (inH, inW, inC) = (step->Inputs[0].Shape[1], step->Inputs[0].Shape[2], step->Inputs[0].Shape[3]);
        var (outH, outW, outC) = (step->Outputs[0].Shape[1], step->Outputs[0].Shape[2], step->Outputs[0].Shape[3]);
        var (kernelH, kernelW) = (step->Inputs[1].Shape[1], step->Inputs[1].Shape[2]);
        var (valueZero, weightZero) = (stage->InputZeroPoint, stage->WeightZeroPoint);

        for (var row = begin; row < end; row++)
        {
            var (batch, y) = (row / outH, (row % outH) + record.PadTop);
            var image = step->Inputs[0].As<TValue>() + ((nint)batch * inH * inW * inC);
            for (var outX = 0; outX < outW; outX++)
            {
                var x = outX + record.PadLeft;
                var pixel = step->Outputs[0].As<TValue>() + ((((nint)row * outW) + outX) * outC);
                for (var channel = 0; channel < outC; channel++)
                {
                    var filter = step->Inputs[1].As<TWeight>() + ((nint)channel * kernelH * kernelW * inC);
                    var sum = TSum.Zero;

                    // Taps from last to first meet the input elements from first to last, the order in which the scattering form sums.
                    for (var ky = Last(y, kernelH, record.StrideH); ky >= 0; ky -= record.StrideH)
                    {
                        var inY = (y - ky) / record.StrideH;
                        if (inY >= inH)
                        {
                            break;
                        }

                        for (var kx = Last(x, kernelW, record.StrideW); kx >= 0; kx -= record.StrideW)
                        {
                            var inX = (x - kx) / record.StrideW;
                            if (inX >= inW)
                            {
                                break;
                            }

                            var values = image + ((((nint)inY * inW) + inX) * inC);
                            var weights = filter + ((((nint)ky * kernelW) + kx) * inC);
                            for (var c = 0; c < inC; c++)
                            {
                                sum = TArithmetic.Add(sum, values[c], weights[c], valueZero, weightZero);
                            }
                        }
                    }

                    sum += hasBias ? TArithmetic.Bias(step->Inputs[2], channel) : TSum.Zero;
                    pixel[channel] = TArithmetic.Finish(sum, stage, channel);
                }
            }
        }
    }

    /// <summary>
    /// The last tap that can meet an input element at <paramref name="position"/> (output position plus padding): the largest k below
    /// <paramref name="kernel"/>, not behind the position, with position - k a multiple of the stride; -1 when there is none.
    /// </summary>
    private static int Last(int position, int kernel, int stride)
    {
        var limit = Math.Min(position, kernel - 1);
        var first = position % stride;
        return first > limit ? -1 : limit - ((limit - first) % stride);
    }
}
