using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class MeanKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel
        {
            Units = step.Outputs[0].Shape.ElementCount,
            Prepare = &PrepareMean,
            PreparedBytes = sizeof(Prepared),
        };
        switch (step.Inputs[0].Type)
        {
            case ElementType.Float32:
                kernel.Run = &RunFloat;
                return true;
            case ElementType.Int8:
                kernel.Run = &RunQuantized<sbyte>;
                return true;
            case ElementType.UInt8:
                kernel.Run = &RunQuantized<byte>;
                return true;
            case ElementType.Int16:
                kernel.Run = &RunQuantized<short>;
                return true;
            default:
                return false;
        }
    }

    private static void PrepareMean(StepContext* step)
    {
        var (input, output) = (step->Inputs[0], step->Outputs[0]);
        var prepared = (Prepared*)step->Prepared;
        prepared->Axes = AveragedAxes.Of(input.Shape, step->RecordAs<Mean>().AxisMask);
        if (input.Type == ElementType.Float32)
        {
            return;
        }

        // The division by n goes into the multiplier: shifted up by log2(n) first, so that no significant bit is lost.
        var (multiplier, shift) = QuantizedMultiplier.From((double)input.Scale / output.Scale);
        var elements = prepared->Axes.Elements;
        var up = Math.Min(BitOperations.Log2((uint)elements), 31 + shift);
        prepared->Multiplier = (int)(((long)multiplier << up) / elements);
        prepared->Shift = shift - up;
        (prepared->Min, prepared->Max) = output.Type.QuantizedRange();
    }

    private static void RunFloat(StepContext* step, int begin, int end, int worker)
    {
        float* x = step->Inputs[0].As<float>(), y = step->Outputs[0].As<float>();
        ref var axes = ref ((Prepared*)step->Prepared)->Axes;
        var (length, stride) = axes.InnermostRun;
        for (var i = begin; i < end; i++)
        {
            var first = x + axes.First(i);
            var sum = 0f;
            for (var run = 0; run < axes.Elements / length; run++)
            {
                var element = first + axes.RunOffset(run);
                for (var k = 0; k < length; k++, element += stride)
                {
                    sum += *element;
                }
            }

            y[i] = sum / axes.Elements;
        }
    }

    private static void RunQuantized<T>(StepContext* step, int begin, int end, int worker) where T : unmanaged, IBinaryInteger<T>
    {
        T* x = step->Inputs[0].As<T>(), y = step->Outputs[0].As<T>();
        var prepared = (Prepared*)step->Prepared;
        ref var axes = ref prepared->Axes;
        var (length, stride) = axes.InnermostRun;
        var zero = step->Inputs[0].ZeroPoint * axes.Elements;
        for (var i = begin; i < end; i++)
        {
            var first = x + axes.First(i);
            var sum = -zero;
            for (var run = 0; run < axes.Elements / length; run++)
            {
                var element = first + axes.RunOffset(run);
                for (var k = 0; k < length; k++, element += stride)
                {
                    sum += int.CreateTruncating(*element);
                }
            }

            var scaled = FixedPoint.MultiplyByQuantizedMultiplier(sum, prepared->Multiplier, prepared->Shift);
            y[i] = T.CreateTruncating(Math.Clamp(scaled + step->Outputs[0].ZeroPoint, prepared->Min, prepared->Max));
        }
    }

    private struct Prepared
    {
        public AveragedAxes Axes;
        public int Multiplier;
        public int Shift;
        public int Min;
        public int Max;
    }
}
