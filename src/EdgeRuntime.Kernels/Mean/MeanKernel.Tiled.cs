using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>int8 whose innermost axis is kept: sixteen means at a time. The same for all instruction sets of 128 bits.</summary>
public static unsafe partial class MeanKernel
{
    private const int Lanes = 16;

    /// <summary>Elements that 16 bits can hold the sum of.</summary>
    private const int MaxNarrowElements = 256;

    /// <summary>int8 and float32.</summary>
    private static bool BindTiled(StepView step, out BoundKernel kernel)
    {
        var covers = BindReference(step, out kernel);
        kernel.Run = step.Inputs[0].Type == ElementType.Float32 ? &RunFloatTiles : &RunTiled;
        var axes = AveragedAxes.Of(step.Inputs[0].Shape, step.Record<Mean>().AxisMask);
        return covers && step.Inputs[0].Type is ElementType.Int8 or ElementType.Float32 && axes.KeptCount > 0
            && axes.KeptSteps[axes.KeptCount - 1] == 1 && axes.KeptSizes[axes.KeptCount - 1] >= Lanes;
    }

    private static void RunTiled(StepContext* step, int begin, int end, int worker)
    {
        var prepared = (Prepared*)step->Prepared;
        var inner = prepared->Axes.KeptSizes[prepared->Axes.KeptCount - 1];
        for (var i = begin; i < end;)
        {
            var count = Math.Min(Math.Min(inner - (i % inner), end - i), Lanes);
            if (count < Lanes)
            {
                RunQuantized<sbyte>(step, i, i + count, worker);
            }
            else
            {
                WriteMeans(prepared, step->Inputs[0].As<sbyte>(), i, step->Inputs[0].ZeroPoint, step->Outputs[0].ZeroPoint, step->Outputs[0].As<sbyte>());
            }

            i += count;
        }
    }

    private static void WriteMeans(Prepared* prepared, sbyte* input, int first, int inputZeroPoint, int outputZeroPoint, sbyte* output)
    {
        ref var axes = ref prepared->Axes;
        var sums = stackalloc int[Lanes];
        Sum(ref axes, input + axes.First(first), sums);
        var zero = inputZeroPoint * axes.Elements;
        for (var lane = 0; lane < Lanes; lane++)
        {
            var scaled = FixedPoint.MultiplyByQuantizedMultiplier(sums[lane] - zero, prepared->Multiplier, prepared->Shift);
            output[first + lane] = (sbyte)Math.Clamp(scaled + outputZeroPoint, prepared->Min, prepared->Max);
        }
    }

    /// <summary>Sums of sixteen neighbours over the averaged axes.</summary>
    private static void Sum(ref AveragedAxes axes, sbyte* first, int* sums)
    {
        var (length, stride) = axes.InnermostRun;
        Vector128<int> a = default, b = default, c = default, d = default;
        for (var run = 0; run < axes.Elements / length; run++)
        {
            var element = first + axes.RunOffset(run);
            for (var k = 0; k < length;)
            {
                Vector128<short> lower = default, upper = default;
                for (var last = Math.Min(k + MaxNarrowElements, length); k < last; k++, element += stride)
                {
                    var elements = Vector128.Load(element);
                    (lower, upper) = (lower + Vector128.WidenLower(elements), upper + Vector128.WidenUpper(elements));
                }

                (a, b) = (a + Vector128.WidenLower(lower), b + Vector128.WidenUpper(lower));
                (c, d) = (c + Vector128.WidenLower(upper), d + Vector128.WidenUpper(upper));
            }
        }

        a.Store(sums);
        b.Store(sums + 4);
        c.Store(sums + 8);
        d.Store(sums + 12);
    }
}
