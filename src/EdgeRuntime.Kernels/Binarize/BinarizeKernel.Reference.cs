using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class BinarizeKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var shape = step.Inputs[0].Shape;
        kernel = new BoundKernel
        {
            Run = step.Inputs[0].Type == ElementType.Float32 ? &Run<float, float> : &Run<sbyte, int>,
            Units = shape.ElementCount / shape[-1],
        };
        return true;
    }

    private static void Run<TValue, TThreshold>(StepContext* step, int begin, int end, int worker)
        where TValue : unmanaged, INumberBase<TValue>
        where TThreshold : unmanaged, INumber<TThreshold>
    {
        var channels = step->Inputs[0].Shape[-1];
        var words = SignWords.Count(channels);
        var thresholds = step->Inputs[1].As<TThreshold>();
        for (var row = begin; row < end; row++)
        {
            var values = step->Inputs[0].As<TValue>() + ((nint)row * channels);
            var target = step->Outputs[0].As<uint>() + ((nint)row * words);
            for (var first = 0; first < channels; first += SignWords.Bits)
            {
                var word = 0u;
                for (var c = first; c < Math.Min(channels, first + SignWords.Bits); c++)
                {
                    word |= TThreshold.CreateTruncating(values[c]) >= thresholds[c] ? 0 : 1u << (c - first);
                }

                *target++ = word;
            }
        }
    }
}
