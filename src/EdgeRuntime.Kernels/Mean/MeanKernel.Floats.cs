using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// float32 whose innermost axis is kept: sixteen means at a time, each summed in the order of the reference and so the same bits. The same for
/// all instruction sets of 128 bits.
/// </summary>
public static unsafe partial class MeanKernel
{
    private static void RunFloatTiles(StepContext* step, int begin, int end, int worker)
    {
        float* x = step->Inputs[0].As<float>(), y = step->Outputs[0].As<float>();
        ref var axes = ref ((Prepared*)step->Prepared)->Axes;
        var inner = axes.KeptSizes[axes.KeptCount - 1];
        for (var i = begin; i < end;)
        {
            var count = Math.Min(Math.Min(inner - (i % inner), end - i), Lanes);
            if (count < Lanes)
            {
                RunFloat(step, i, i + count, worker);
            }
            else
            {
                WriteFloatMeans(ref axes, x + axes.First(i), y + i);
            }

            i += count;
        }
    }

    private static void WriteFloatMeans(ref AveragedAxes axes, float* first, float* output)
    {
        var (length, stride) = axes.InnermostRun;
        Vector128<float> a = default, b = default, c = default, d = default;
        for (var run = 0; run < axes.Elements / length; run++)
        {
            var element = first + axes.RunOffset(run);
            for (var k = 0; k < length; k++, element += stride)
            {
                (a, b) = (a + Vector128.Load(element), b + Vector128.Load(element + 4));
                (c, d) = (c + Vector128.Load(element + 8), d + Vector128.Load(element + 12));
            }
        }

        var elements = Vector128.Create((float)axes.Elements);
        (a / elements).Store(output);
        (b / elements).Store(output + 4);
        (c / elements).Store(output + 8);
        (d / elements).Store(output + 12);
    }
}
