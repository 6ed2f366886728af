using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ReluKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = 1 };
        switch (step.Inputs[0].Type)
        {
            case ElementType.Float32:
                kernel.Run = &RunFloat;
                return true;
            case ElementType.Int8:
                kernel.Run = &RunQuantized<sbyte>;
                break;
            case ElementType.UInt8:
                kernel.Run = &RunQuantized<byte>;
                break;
            case ElementType.Int16:
                kernel.Run = &RunQuantized<short>;
                break;
            default:
                return false;
        }

        kernel.PreparedBytes = sizeof(Rescale);
        kernel.Prepare = &PrepareRescale;
        return true;
    }

    private static void PrepareRescale(StepContext* step)
    {
        var (input, output) = (step->Inputs[0], step->Outputs[0]);
        var multiplier = QuantizedMultiplier.From((double)input.Scale / output.Scale);
        var (typeMin, typeMax) = output.Type.QuantizedRange();
        *(Rescale*)step->Prepared = new Rescale
        {
            Multiplier = multiplier,
            Min = Math.Max(typeMin, output.ZeroPoint),
            Max = typeMax,
        };
    }

    private static void RunFloat(StepContext* step, int begin, int end, int worker)
    {
        float* x = step->Inputs[0].As<float>(), y = step->Outputs[0].As<float>();
        var count = step->Outputs[0].ElementCount;
        for (var i = 0; i < count; i++)
        {
            y[i] = x[i] > 0 ? x[i] : 0;
        }
    }

    private static void RunQuantized<T>(StepContext* step, int begin, int end, int worker) where T : unmanaged, IBinaryInteger<T>
    {
        T* x = step->Inputs[0].As<T>(), y = step->Outputs[0].As<T>();
        var (inputZeroPoint, outputZeroPoint) = (step->Inputs[0].ZeroPoint, step->Outputs[0].ZeroPoint);
        var rescale = *(Rescale*)step->Prepared;
        var count = step->Outputs[0].ElementCount;
        for (var i = 0; i < count; i++)
        {
            var scaled = FixedPoint.MultiplyByQuantizedMultiplier(
                int.CreateTruncating(x[i]) - inputZeroPoint, rescale.Multiplier.Multiplier, rescale.Multiplier.Shift);
            y[i] = T.CreateTruncating(Math.Clamp(outputZeroPoint + scaled, rescale.Min, rescale.Max));
        }
    }

    private struct Rescale
    {
        public QuantizedMultiplier Multiplier;
        public int Min;
        public int Max;
    }
}
