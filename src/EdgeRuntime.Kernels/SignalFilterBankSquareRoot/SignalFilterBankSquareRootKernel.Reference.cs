using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SignalFilterBankSquareRootKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = 1, Run = &Run };
        return true;
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        var x = step->Inputs[0].As<ulong>();
        var bits = Math.Clamp(*step->Inputs[1].As<int>(), 0, 31);
        var y = step->Outputs[0].As<uint>();
        for (var channel = 0; channel < step->Inputs[0].ElementCount; channel++)
        {
            y[channel] = Rounded(x[channel]) >> bits;
        }
    }

    /// <summary>The nearest integer; at most 65535 for 32-bit values and 2^32 - 1 for others, as in the reference.</summary>
    private static uint Rounded(ulong value)
    {
        var root = Floor(value);
        var largest = value <= uint.MaxValue ? ushort.MaxValue : uint.MaxValue;
        return value - (root * root) > root && root != largest ? (uint)root + 1 : (uint)root;
    }

    private static ulong Floor(ulong value)
    {
        // The nearest double of a value beyond 2^53 may be off by its rounding: its root is off by at most one.
        var root = Math.Min((ulong)Math.Sqrt(value), uint.MaxValue);
        root -= root * root > value ? 1u : 0u;
        return root < uint.MaxValue && (root + 1) * (root + 1) <= value ? root + 1 : root;
    }
}
