using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SignalFftAutoScaleKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = 1, Run = &Run };
        return true;
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        var length = step->Inputs[0].ElementCount;
        short* x = step->Inputs[0].As<short>(), y = step->Outputs[0].As<short>();
        var bits = Math.Max(15 - BitsOf(Largest(x, length)), 0);
        for (var i = 0; i < length; i++)
        {
            y[i] = (short)(x[i] << bits);
        }

        *step->Outputs[1].As<int>() = bits;
    }

    private static int BitsOf(int value) => 32 - BitOperations.LeadingZeroCount((uint)value);

    /// <summary>Largest magnitude in 16 bits: -32768 stays negative, and gives way to any sample after it, as in the reference.</summary>
    private static short Largest(short* x, int length)
    {
        short largest = 0;
        for (var i = 0; i < length; i++)
        {
            largest = x[i] > largest ? x[i] : -x[i] > largest ? (short)-x[i] : largest;
        }

        return largest;
    }
}
