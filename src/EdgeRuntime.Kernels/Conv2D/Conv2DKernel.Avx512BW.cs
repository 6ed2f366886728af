using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

public static unsafe partial class Conv2DKernel
{
    /// <summary>More weights than this stay bytes: they are read from a cache that gains less than the memory costs.</summary>
    private const int MaxWidened = 64 * 1024;

    /// <summary>Pixels that must share a widened weight.</summary>
    private const int MinPixelsWidened = 12;

    /// <summary>A step of at most eight channels fills the lanes of <see cref="BindAvx2"/> only.</summary>
    private static bool BindAvx512BW(StepView step, out BoundKernel kernel)
    {
        var covers = step.Inputs[1].Shape.ElementCount <= MaxWidened && step.Outputs[0].Shape.Product(0, 3) >= MinPixelsWidened
            ? BindPairs<Avx512PairStep<short>, Vector512<int>>(step, out kernel)
            : BindPairs<Avx512PairStep<sbyte>, Vector512<int>>(step, out kernel);
        return covers && step.Outputs[0].Shape[3] > Avx2PairStep.Lanes;
    }
}
