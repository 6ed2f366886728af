using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeRuntime.Inference;

/// <summary>About how long a step takes on one thread: enough to tell whether other threads are worth waking.</summary>
internal static class StepCost
{
    /// <summary>What <see cref="SharedFrom"/> says of a step that stays with the caller.</summary>
    public const int NeverShared = int.MaxValue;

    /// <summary>
    /// Least duration of the steps that each plan shares, from plan 1 on. The last ones are short: waiting for each other takes about a third
    /// of a microsecond, but a step that one thread computes alone pulls what the others wrote out of their caches.
    /// </summary>
    private static readonly double[] SharedNs = [48_000, 12_000, 3_000, 1_000];

    /// <summary>Plans, with the one that shares nothing.</summary>
    public const int Plans = 5;

    /// <summary>Multiply-accumulates within one depthwise window are few, so its kernels spend most of their time around them.</summary>
    private const double DepthwiseShare = 0.25;

    /// <param name="variant">The kernel.</param>
    /// <param name="opCode">Operator.</param>
    /// <param name="macs">Multiply-accumulates.</param>
    /// <param name="bytes">Bytes of all operands.</param>
    public static double Nanoseconds(KernelVariant variant, OpCode opCode, long macs, long bytes)
    {
        var share = opCode == OpCode.DepthwiseConv2D ? DepthwiseShare : 1;
        return Math.Max(macs / (MacsPerNs(variant) * share), bytes / BytesPerNs(variant.Isa));
    }

    /// <summary>First plan of <see cref="SharingRace"/> that shares a step.</summary>
    /// <param name="nanoseconds">Duration of the step on one thread.</param>
    /// <param name="units">Units of the step.</param>
    /// <param name="threads">Threads of the interpreter.</param>
    public static int SharedFrom(double nanoseconds, int units, int threads)
    {
        var plan = Array.FindIndex(SharedNs, ns => nanoseconds >= ns);
        return threads < 2 || units < 2 || plan < 0 ? NeverShared : plan + 1;
    }

    // Measured on x64 (Zen 4), counted on Cortex-A76 and A72; a third too high or low changes little.
    private static double MacsPerNs(KernelVariant variant) => variant.Isa switch
    {
        "Reference" => 1,
        _ when variant.Method == KernelVariant.RunsMethod => 3,
        "AdvSimd" => 8,
        "Dp" => 24,
        "Avx2" => 40,
        _ => 80,
    };

    private static double BytesPerNs(string isa) => isa == "Reference" ? 0.5 : 24;
}
