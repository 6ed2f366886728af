using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SignalWindowKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = step.Inputs[0].Shape.Product(0, step.Inputs[0].Shape.Rank - 1), Run = &Run };
        return true;
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        var (shift, length) = (step->RecordAs<SignalWindow>().Shift, step->Inputs[1].ElementCount);
        var weights = step->Inputs[1].As<short>();
        for (var line = begin; line < end; line++)
        {
            var offset = (nint)line * length;
            short* x = step->Inputs[0].As<short>() + offset, y = step->Outputs[0].As<short>() + offset;
            for (var i = 0; i < length; i++)
            {
                y[i] = (short)Math.Clamp((x[i] * weights[i]) >> shift, short.MinValue, short.MaxValue);
            }
        }
    }
}
