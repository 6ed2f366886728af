using EdgeRuntime.Model;

namespace EdgeRuntime.Inference;

/// <summary>About how long a step takes on one thread: enough to tell whether other threads are worth waking, and how finely to cut it.</summary>
internal static class StepCost
{
    /// <summary>Duration of a whole model below which nothing is shared: waking a thread takes as long.</summary>
    private const double SharedModelNs = 30_000;

    /// <summary>
    /// Duration for each thread below which a step stays with the caller. It is short: handing out a step takes less than half a
    /// microsecond, but a step that one thread computes alone pulls what the others wrote out of their caches.
    /// </summary>
    private const double SharedNs = 750;

    /// <summary>Duration of a run of units that is worth a claim of its own.</summary>
    private const double RunNs = 1_500;

    /// <summary>Most runs per thread: some slack against cores that are slower or busy.</summary>
    private const int RunsPerThread = 4;

    /// <summary>Multiply-accumulates within one depthwise window are few, so its kernels spend most of their time around them.</summary>
    private const double DepthwiseShare = 0.25;

    /// <param name="isa">Name of the kernel variant.</param>
    /// <param name="opCode">Operator.</param>
    /// <param name="macs">Multiply-accumulates.</param>
    /// <param name="bytes">Bytes of all operands.</param>
    public static double Nanoseconds(string isa, OpCode opCode, long macs, long bytes)
    {
        var share = opCode == OpCode.DepthwiseConv2D ? DepthwiseShare : 1;
        return Math.Max(macs / (MacsPerNs(isa) * share), bytes / BytesPerNs(isa));
    }

    /// <summary>Units of one run when <paramref name="threads"/> share the step; 0 when it should stay on one.</summary>
    /// <param name="nanoseconds">Duration of the step on one thread.</param>
    /// <param name="modelNanoseconds">Duration of all steps.</param>
    /// <param name="units">Units of the step.</param>
    /// <param name="threads">Threads of the interpreter.</param>
    public static int RunUnits(double nanoseconds, double modelNanoseconds, int units, int threads)
    {
        if (threads < 2 || units < 2 || nanoseconds < SharedNs * threads || modelNanoseconds < SharedModelNs)
        {
            return 0;
        }

        var runs = (int)Math.Clamp(nanoseconds / RunNs, threads, threads * RunsPerThread);
        return (units + runs - 1) / runs;
    }

    // Measured on x64 (Zen 4), counted on Cortex-A76 and A72; a third too high or low changes little.
    private static double MacsPerNs(string isa) => isa switch
    {
        "Reference" => 1,
        "AdvSimd" => 8,
        "Dp" => 24,
        "Avx2" => 40,
        _ => 80,
    };

    private static double BytesPerNs(string isa) => isa == "Reference" ? 0.5 : 24;
}
