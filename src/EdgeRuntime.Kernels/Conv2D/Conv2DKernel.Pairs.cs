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
            Unit = WindowUnits(step),
            Prepare = &PreparePairs<TStep, TVector>,
            Weights = PairWeights.Order<TStep, TVector>(),
            PreparedBytes = PairWeights.SizeBytes(output[3]),
        };
        var runs = RunsOf<TStep, TVector>(record, input, weights, output);
        if (IsPixelwise(record, input, weights, output))
        {
            (kernel.Units, kernel.Unit) = PixelUnits(step, TStep.Lanes);
            kernel.Run = &RunPixels<TStep, TVector>;
        }
        else if (runs == 0)
        {
            kernel.Run = &RunWindows<TStep, TVector>;
        }
        else
        {
            kernel.Run = &RunBands<TStep, TVector>;
        }

        if (TStep.WeightBytes > 1 || (runs > 0 && weights.Product(2, 4) % TStep.GroupDepth != 0))
        {
            kernel.Weights = default;
            kernel.Prepare = &PrepareOwnWeights<TStep, TVector>;
            kernel.PreparedBytes = OwnWeightsOffset(output[3]) + OwnWeightsBytes<TStep, TVector>(weights, Math.Max(runs, 1));
        }

        return PairWeights.Covers(step, weights.Product(1, 4)) && weights[3] == input[3];
    }

    private static void PreparePairs<TStep, TVector>(StepContext* step)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged =>
        PairWeights.Write<TStep, TVector>(
            step, step->Inputs[1].As<sbyte>(), PairWeights.Order<TStep, TVector>(), step->Inputs[1].Shape[0], step->Inputs[1].Shape.Product(1, 4),
            step->RecordAs<Conv2D>().Activation, singleProduct: false, HalvedRuns<TStep, TVector>(step));

    /// <summary>Rows of taps that are segments of a <see cref="PairBand{TStep, TVector}"/>; 0 where windows or pixels are laid out whole.</summary>
    private static int RunsOf<TStep, TVector>(Conv2D record, Shape input, Shape weights, Shape output)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged =>
        !IsPixelwise(record, input, weights, output) && PairBand<TStep, TVector>.Covers(record, input, weights, output) ? weights[1] : 0;

    /// <summary>
    /// Runs of the depth for <see cref="InnerProduct"/>; 0 where its terms of each row are not made up for, with few channels or short runs.
    /// </summary>
    private static int HalvedRuns<TStep, TVector>(StepContext* step)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
    {
        var (input, weights, output) = (step->Inputs[0].Shape, step->Inputs[1].Shape, step->Outputs[0].Shape);
        var runs = Math.Max(1, RunsOf<TStep, TVector>(step->RecordAs<Conv2D>(), input, weights, output));
        return output.Product(0, 3) > 1 && weights.Product(1, 4) / runs >= 16 && output[3] >= TStep.Lanes ? runs : 0;
    }

    private static void RunWindows<TStep, TVector>(StepContext* step, int begin, int end, int worker)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
    {
        var (outW, outC) = (step->Outputs[0].Shape[2], step->Outputs[0].Shape[3]);
        var output = step->Outputs[0].As<sbyte>() + ((nint)begin * outW * outC);
        PairProduct<TStep, TVector>.Run(
            (PairWeights*)step->Prepared, new PairWindows<TStep, TVector>(step, begin), (end - begin) * outW, output, 0,
            (outC + TStep.Lanes - 1) / TStep.Lanes);
    }

    private static void RunPixels<TStep, TVector>(StepContext* step, int begin, int end, int worker)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
    {
        ref var input = ref step->Inputs[0];
        var part = new PixelPart(step, begin, end, TStep.Lanes);
        var rows = new PairRows<TStep, TVector>(
            part.Input, input.Shape[3], input.As<sbyte>() + input.ByteLength, ((PairWeights*)step->Prepared)->Shift);
        PairProduct<TStep, TVector>.Run((PairWeights*)step->Prepared, rows, part.Pixels, part.Output, part.FirstBlock, part.EndBlock);
    }
}
