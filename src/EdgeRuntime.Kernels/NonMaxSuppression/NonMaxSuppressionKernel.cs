using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Boxes (n, B, 4), scores (n, C, B), outputs (n C k, 3) and (1). For each image and class in turn: of the candidates, at first all boxes whose
/// score is above the least, the best is taken, and with it go those whose intersection with it is more than a share of the union; at most k
/// times. Not-a-number is no candidate. The rows taken stand one behind the other, -1 behind them. The outputs alias nothing. One unit: where a
/// class's rows begin is up to those before it.
/// </summary>
public static partial class NonMaxSuppressionKernel
{
    public static Kernel Kernel { get; } = new(OpCode.NonMaxSuppression,
    [
        KernelVariant.Reference(BindReference),
    ]);
}
