using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SignalEnergyKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = 1, Run = &Run };
        return true;
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        ref var record = ref step->RecordAs<SignalEnergy>();
        var x = step->Inputs[0].As<short>();
        var y = step->Outputs[0].As<uint>();
        for (var f = 0; f < step->Outputs[0].ElementCount; f++)
        {
            int real = x[2 * f], imaginary = x[(2 * f) + 1];
            y[f] = f >= record.StartIndex && f < record.EndIndex ? (uint)((real * real) + (imaginary * imaginary)) : 0;
        }
    }
}
