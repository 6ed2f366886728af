using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Integers that the tiles do not take: uint8, int16, groups, weights that are computed or have a zero point. Taps that lie side by side
/// in input and weights are one run, in place; every output is the sum of the products of its runs.
/// </summary>
public static unsafe partial class Conv2DKernel
{
    private static bool BindRuns<TProducts>(StepView step, out BoundKernel kernel)
        where TProducts : IInt16Products
    {
        var covers = BindReference(step, out kernel);
        kernel.Unit = WindowUnits(step);
        switch (step.Inputs[0].Type)
        {
            case ElementType.Int8:
                kernel.Run = &RunRuns<TProducts, Int8Arithmetic, sbyte, sbyte, int>;
                break;
            case ElementType.UInt8:
                kernel.Run = &RunRuns<TProducts, UInt8Arithmetic, byte, byte, int>;
                break;
            case ElementType.Int16 when step.Operands.Input(2) is { IsAbsent: false, Type: ElementType.Int64 }:
                kernel.Run = &RunRuns<TProducts, Int16Arithmetic, short, sbyte, long>;
                break;
            case ElementType.Int16:
                kernel.Run = &RunRuns<TProducts, NarrowInt16Arithmetic, short, sbyte, int>;
                break;
            default:
                return false;
        }

        var (kernelW, filterC) = (step.Inputs[1].Shape[2], step.Inputs[1].Shape[3]);
        var run = TapsOfRun(step.Record<Conv2D>(), step.Inputs[0].Shape[3], kernelW, filterC) * filterC;
        return covers && run >= RunSum<TProducts, sbyte, sbyte, int>.MinLength;
    }

    private static int TapsOfRun(in Conv2D record, int inC, int kernelW, int filterC) => record.DilationW == 1 && filterC == inC ? kernelW : 1;

    private static void RunRuns<TProducts, TArithmetic, TValue, TWeight, TSum>(StepContext* step, int begin, int end, int worker)
        where TProducts : IInt16Products
        where TArithmetic : IMultiplyAccumulate<TValue, TWeight, TSum>
        where TValue : unmanaged, IBinaryInteger<TValue>
        where TWeight : unmanaged, IBinaryInteger<TWeight>
        where TSum : unmanaged, INumber<TSum>
    {
        ref var record = ref step->RecordAs<Conv2D>();
        var stage = (OutputStage*)step->Prepared;
        var hasBias = step->HasInput(2);
        var input = step->Inputs[0].As<TValue>();
        var (inH, inW, inC) = (step->Inputs[0].Shape[1], step->Inputs[0].Shape[2], step->Inputs[0].Shape[3]);
        var (outH, outW, outC) = (step->Outputs[0].Shape[1], step->Outputs[0].Shape[2], step->Outputs[0].Shape[3]);
        var (kernelH, kernelW, filterC) = (step->Inputs[1].Shape[1], step->Inputs[1].Shape[2], step->Inputs[1].Shape[3]);
        var outputsPerGroup = outC / (inC / filterC);
        var taps = TapsOfRun(record, inC, kernelW, filterC);
        for (var row = begin; row < end; row++)
        {
            var image = input + ((nint)(row / outH) * inH * inW * inC);
            var top = (row % outH * record.StrideH) - record.PadTop;
            var (firstY, endY) = WindowAxis.Inside(top, record.DilationH, kernelH, inH);
            for (var outX = 0; outX < outW; outX++)
            {
                var left = (outX * record.StrideW) - record.PadLeft;
                var (firstX, endX) = WindowAxis.Inside(left, record.DilationW, kernelW, inW);
                var length = (taps == 1 ? 1 : endX - firstX) * filterC;
                var pixel = step->Outputs[0].As<TValue>() + ((((nint)row * outW) + outX) * outC);
                for (var channel = 0; channel < outC; channel++)
                {
                    var sum = hasBias ? TArithmetic.Bias(step->Inputs[2], channel) : TSum.Zero;
                    var firstC = channel / outputsPerGroup * filterC;
                    for (var ky = firstY; ky < endY; ky++)
                    {
                        var values = image + ((((nint)top + (ky * record.DilationH)) * inW) * inC) + firstC;
                        var weights = step->Inputs[1].As<TWeight>() + (((((nint)channel * kernelH) + ky) * kernelW) * filterC);
                        for (var kx = firstX; kx < endX; kx += taps)
                        {
                            sum += RunSum<TProducts, TValue, TWeight, TSum>.Of(
                                values + ((left + (kx * record.DilationW)) * inC), weights + (kx * filterC), length, stage->InputZeroPoint,
                                stage->WeightZeroPoint);
                        }
                    }

                    pixel[channel] = TArithmetic.Finish(sum, stage, channel);
                }
            }
        }
    }
}
