using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class Conv2DKernel
{
    /// <summary>Depth from which a product, rather than what comes with a tile, decides.</summary>
    private const int FastWindow = 16;

    /// <summary>Depth from which twice the products of an instruction outweigh half the channels of a rescaling.</summary>
    private const int DeepWindow = 144, DeepWindowOfHalfColumns = 64;

    private static bool BindAvxVnni(StepView step, out BoundKernel kernel) => BindPairs<AvxVnniPairStep, Vector256<int>>(step, out kernel);

    /// <summary>All but windows whose few products are less than what comes with them, which <see cref="BindAvx512BW"/> takes.</summary>
    private static bool BindFastAvxVnni(StepView step, out BoundKernel kernel) =>
        BindAvxVnni(step, out kernel) && step.Inputs[1].Shape.Product(1, 4) >= FastWindow;

    /// <summary>Where <see cref="BindAvx512BW"/> would be slower: deep windows of few channels under several pixels.</summary>
    private static bool BindDeepAvxVnni(StepView step, out BoundKernel kernel)
    {
        var (depth, channels) = (step.Inputs[1].Shape.Product(1, 4), step.Outputs[0].Shape[3]);
        var rest = channels % Avx512PairStep<sbyte>.Lanes;
        return BindAvxVnni(step, out kernel) && channels <= depth && step.Outputs[0].Shape.Product(0, 3) > 1
            && depth >= (rest > 0 && rest <= AvxVnniPairStep.Lanes ? DeepWindowOfHalfColumns : DeepWindow);
    }
}
