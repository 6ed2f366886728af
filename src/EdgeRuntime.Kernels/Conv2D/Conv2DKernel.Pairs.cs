using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>int8 without groups: the windows under output pixels, or the pixels under a 1x1 window, are the rows of a product.</summary>
public static unsafe partial class Conv2DKernel
{
    private static bool BindPairs<TStep, TVector>(StepView step, out BoundKernel kernel)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
    {
        var (input, weights, output) = (step.Inputs[0].Shape, step.Inputs[1].Shape, step.Outputs[0].Shape);
        var record = step.Record<Conv2D>();
        kernel = new BoundKernel
        {
            Units = output.Product(0, 2),
            Unit = IsPixelwise(record, input, weights, output) ? UnitBytes.SameRows(step) : UnitBytes.Rows(step),
            Prepare = &PreparePairs<TStep, TVector>,
            Weights = PairWeights.Order<TStep, TVector>(),
            PreparedBytes = PairWeights.SizeBytes(output[3]),
        };
        if (IsPixelwise(record, input, weights, output))
        {
            kernel.Run = &RunPixels<TStep, TVector>;
        }
        else if (!PairBand<TStep, TVector>.Covers(record, input, weights, output))
        {
            kernel.Run = &RunWindows<TStep, TVector>;
        }
        else
        {
            kernel.Run = &RunBands<TStep, TVector>;
            if (weights.Product(2, 4) % TStep.GroupDepth != 0)
            {
                kernel.Weights = default;
                kernel.Prepare = &PrepareEvenRuns<TStep, TVector>;
                kernel.PreparedBytes = EvenRunsOffset(output[3]) + EvenRunsBytes<TStep, TVector>(weights);
            }
        }

        return PairWeights.Covers(step, weights.Product(1, 4)) && weights[3] == input[3];
    }

    /// <summary>Output pixels see the input pixels at the same place.</summary>
    private static bool IsPixelwise(Conv2D record, Shape input, Shape weights, Shape output) =>
        weights.Product(1, 3) == 1 && record.StrideH == 1 && record.StrideW == 1 && record.PadTop == 0 && record.PadLeft == 0
        && output[1] == input[1] && output[2] == input[2];

    private static void PreparePairs<TStep, TVector>(StepContext* step)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged =>
        PairWeights.Write<TStep, TVector>(
            step, step->Inputs[1].As<sbyte>(), PairWeights.Order<TStep, TVector>(), step->Inputs[1].Shape[0], step->Inputs[1].Shape.Product(1, 4),
            step->RecordAs<Conv2D>().Activation, singleProduct: false);

    private static void RunWindows<TStep, TVector>(StepContext* step, int begin, int end, int worker)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged =>
        RunRows<TStep, TVector, PairWindows<TStep, TVector>>(step, new PairWindows<TStep, TVector>(step, begin), begin, end);

    private static void RunPixels<TStep, TVector>(StepContext* step, int begin, int end, int worker)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
    {
        ref var input = ref step->Inputs[0];
        var (inW, inC) = (input.Shape[2], input.Shape[3]);
        var first = input.As<sbyte>();
        var rows = new PairRows<TStep, TVector>(first + ((nint)begin * inW * inC), inC, first + input.ByteLength, ((PairWeights*)step->Prepared)->Shift);
        RunRows<TStep, TVector, PairRows<TStep, TVector>>(step, rows, begin, end);
    }

    private static void RunRows<TStep, TVector, TSource>(StepContext* step, TSource source, int begin, int end)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
        where TSource : struct, IPairSource
    {
        var (outW, outC) = (step->Outputs[0].Shape[2], step->Outputs[0].Shape[3]);
        var output = step->Outputs[0].As<sbyte>() + ((nint)begin * outW * outC);
        PairProduct<TStep, TVector>.Run(
            (PairWeights*)step->Prepared, source, (end - begin) * outW, output, 0, (outC + TStep.Lanes - 1) / TStep.Lanes);
    }
}
