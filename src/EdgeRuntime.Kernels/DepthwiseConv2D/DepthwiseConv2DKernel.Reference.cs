using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class DepthwiseConv2DKernel
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
        ref var record = ref step->RecordAs<DepthwiseConv2D>();
        OutputStage.Write(
            step, sizeof(OutputStage), step->Outputs[0].Shape[3], record.Activation, singleProduct: step->Inputs[0].Type == ElementType.UInt8);
    }

    private static void RunReference<TArithmetic, TValue, TWeight, TSum>(StepContext* step, int begin, int end, int worker)
        where TArithmetic : IMultiplyAccumulate<TValue, TWeight, TSum>
        where TValue : unmanaged
        where TWeight : unmanaged
        where TSum : unmanaged, INumber<TSum>
    {
        var record = step->RecordAs<DepthwiseConv2D>();
        var stage = (OutputStage*)step->Prepared;
        var hasBias = step->HasInput(2);
        var input = step->Inputs[0].As<TValue>();
        var weights = step->Inputs[1].As<TWeight>();
        var output = step->Outputs[0].As<TValue>();
        var (inH, inW, inC) = (step->Inputs[0].Shape[1], step->Inputs[0].Shape[2], step->Inputs[0].Shape[3]);
        var (outH, outW, outC) = (step->Outputs[0].Shape[1], step->Outputs[0].Shape[2], step->Outputs[0].Shape[3]);
        var (kernelH, kernelW) = (step->Inputs[1].Shape[1], step->Inputs[1].Shape[2]);
        var (valueZero, weightZero) = (stage->InputZeroPoint, stage->WeightZeroPoint);

        for (var row = begin; row < end; row++)
        {
            var (batch, top) = (row / outH, (row % outH * record.StrideH) - record.PadTop);
            for (var outX = 0; outX < outW; outX++)
            {
                var left = (outX * record.StrideW) - record.PadLeft;
                var pixel = output + (((nint)row * outW) + outX) * outC;
                for (var channel = 0; channel < outC; channel++)
                {
                    var inChannel = channel / record.DepthMultiplier;
                    var sum = TSum.Zero;
                    for (var ky = 0; ky < kernelH; ky++)
                    {
                        var inY = top + (ky * record.DilationH);
                        for (var kx = 0; kx < kernelW; kx++)
                        {
                            var inX = left + (kx * record.DilationW);
                            if ((uint)inY < (uint)inH && (uint)inX < (uint)inW)
                            {
                                var value = input[(((((nint)batch * inH) + inY) * inW) + inX) * inC + inChannel];
                                var weight = weights[((((nint)ky * kernelW) + kx) * outC) + channel];
                                sum = TArithmetic.Add(sum, value, weight, valueZero, weightZero);
                            }
                        }
                    }

                    sum += hasBias ? TArithmetic.Bias(step->Inputs[2], channel) : TSum.Zero;
                    pixel[channel] = TArithmetic.Finish(sum, stage, channel);
                }
            }
        }
    }
}
