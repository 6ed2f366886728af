using System.Numerics;
using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Integers that the tiles do not take, depth multiplier 1: uint8, int16, weights that are computed or have a zero point. Eight neighbouring
/// channels of a pixel at a time, in place; the last eight overlap those before them.
/// </summary>
public static unsafe partial class DepthwiseConv2DKernel
{
    /// <summary>Products of 16 and 8 bits whose sum fits 32 bits.</summary>
    private const int MaxTaps = 256;

    private static bool BindRuns<TProducts>(StepView step, out BoundKernel kernel)
        where TProducts : IInt16Products
    {
        var covers = BindReference(step, out kernel);
        switch (step.Inputs[0].Type)
        {
            case ElementType.Int8:
                kernel.Run = &RunRuns<TProducts, Int8Arithmetic, sbyte, sbyte, int>;
                break;
            case ElementType.UInt8:
                kernel.Run = &RunRuns<TProducts, UInt8Arithmetic, byte, byte, int>;
                break;
            case ElementType.Int16:
                kernel.Run = &RunRuns<TProducts, Int16Arithmetic, short, sbyte, long>;
                break;
            default:
                return false;
        }

        var (record, weights) = (step.Record<DepthwiseConv2D>(), step.Inputs[1].Shape);
        kernel.Unit = UnitBytes.Windows(step, ((weights[1] - 1) * record.DilationH) + 1, record.StrideH, record.PadTop);
        return covers && record.DepthMultiplier == 1 && weights[3] >= WidenedLanes.Count && weights.Product(1, 3) <= MaxTaps;
    }

    private static void RunRuns<TProducts, TArithmetic, TValue, TWeight, TSum>(StepContext* step, int begin, int end, int worker)
        where TProducts : IInt16Products
        where TArithmetic : IMultiplyAccumulate<TValue, TWeight, TSum>
        where TValue : unmanaged
        where TWeight : unmanaged
        where TSum : unmanaged, INumber<TSum>
    {
        ref var record = ref step->RecordAs<DepthwiseConv2D>();
        var stage = (OutputStage*)step->Prepared;
        var hasBias = step->HasInput(2);
        var (inH, inW, channels) = (step->Inputs[0].Shape[1], step->Inputs[0].Shape[2], step->Inputs[0].Shape[3]);
        var (outH, outW) = (step->Outputs[0].Shape[1], step->Outputs[0].Shape[2]);
        var (kernelH, kernelW) = (step->Inputs[1].Shape[1], step->Inputs[1].Shape[2]);
        var (zero, zeroW) = (Vector128.Create((short)stage->InputZeroPoint), Vector128.Create((short)stage->WeightZeroPoint));
        var sums = stackalloc int[WidenedLanes.Count];
        for (var row = begin; row < end; row++)
        {
            var image = step->Inputs[0].As<TValue>() + ((nint)(row / outH) * inH * inW * channels);
            var top = (row % outH * record.StrideH) - record.PadTop;
            var (firstY, endY) = WindowAxis.Inside(top, record.DilationH, kernelH, inH);
            for (var outX = 0; outX < outW; outX++)
            {
                var left = (outX * record.StrideW) - record.PadLeft;
                var (firstX, endX) = WindowAxis.Inside(left, record.DilationW, kernelW, inW);
                var pixel = step->Outputs[0].As<TValue>() + ((((nint)row * outW) + outX) * channels);
                for (var next = 0; next < channels; next += WidenedLanes.Count)
                {
                    var channel = Math.Min(next, channels - WidenedLanes.Count);
                    Vector128<int> lower = default, upper = default;
                    for (var ky = firstY; ky < endY; ky++)
                    {
                        var values = image + (((((nint)top + (ky * record.DilationH)) * inW) + left) * channels) + channel;
                        var weights = step->Inputs[1].As<TWeight>() + ((nint)ky * kernelW * channels) + channel;
                        for (var kx = firstX; kx < endX; kx++)
                        {
                            TProducts.AddEach(
                                ref lower, ref upper, WidenedLanes.Load(values + ((nint)kx * record.DilationW * channels)) - zero,
                                WidenedLanes.Load(weights + ((nint)kx * channels)) - zeroW);
                        }
                    }

                    lower.Store(sums);
                    upper.Store(sums + (WidenedLanes.Count / 2));
                    for (var lane = 0; lane < WidenedLanes.Count; lane++)
                    {
                        var bias = hasBias ? TArithmetic.Bias(step->Inputs[2], channel + lane) : TSum.Zero;
                        pixel[channel + lane] = TArithmetic.Finish(TSum.CreateTruncating(sums[lane]) + bias, stage, channel + lane);
                    }
                }
            }
        }
    }
}
