using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// int8 under 1x1 windows that see every input pixel, with known, symmetric weights, many of them zero for groups of neighbouring channels.
/// </summary>
public static unsafe partial class Conv2DKernel
{
    private static bool BindSparseDp(StepView step, out BoundKernel kernel)
    {
        var covers = BindSparseTiles<DpTile8, DpCost>(step, out kernel);
        kernel.Run = &AdvSimdOutputs.Run<SparseLoop<DpTile8, DpTile4, DpTile1>>;
        return covers;
    }

    private static bool BindSparseAdvSimd(StepView step, out BoundKernel kernel)
    {
        var covers = BindSparseTiles<AdvSimdTile4<AdvSimdStep>, AdvSimdCost>(step, out kernel);
        kernel.Run = &RunSparseAdvSimd;
        return covers;
    }

    private static void RunSparseAdvSimd(StepContext* step, int begin, int end, int worker)
    {
        if (((DenseWeights*)step->Prepared)->FullRange)
        {
            AdvSimdOutputs.Run<SparseLoop<AdvSimdTile4<AdvSimdFullRangeStep>, AdvSimdTile2<AdvSimdFullRangeStep>, AdvSimdTile1<AdvSimdFullRangeStep>>>(
                step, begin, end, worker);
        }
        else
        {
            AdvSimdOutputs.Run<SparseLoop<AdvSimdTile4<AdvSimdStep>, AdvSimdTile2<AdvSimdStep>, AdvSimdTile1<AdvSimdStep>>>(
                step, begin, end, worker);
        }
    }

    private static bool BindSparseAvx512BW(StepView step, out BoundKernel kernel) =>
        BindSparsePairs<Avx512PairStep<sbyte>, Vector512<int>, Avx512BWCost>(step, out kernel);

    private static bool BindSparseAvxVnni(StepView step, out BoundKernel kernel) =>
        BindSparsePairs<AvxVnniPairStep, Vector256<int>, AvxVnniCost>(step, out kernel);

    private static bool BindSparseAvx2(StepView step, out BoundKernel kernel) =>
        BindSparsePairs<Avx2PairStep, Vector256<int>, Avx2Cost>(step, out kernel);

    private static bool BindSparseTiles<TTile, TCost>(StepView step, out BoundKernel kernel)
        where TTile : struct, IDenseTile
        where TCost : ISparseCost
    {
        kernel = default;
        if (!IsSparsePixelwise(step) || !DenseWeights.Covers(step, step.Inputs[1].Shape[3])
            || GroupsOf<TCost>(step.Weights, step.Inputs[1].Shape, step.Outputs[0].Shape, TTile.Blocks) is not { } groups)
        {
            return false;
        }

        (kernel.Units, kernel.Unit) = (step.Outputs[0].Shape.Product(0, 3), UnitBytes.SamePixels(step));
        kernel.Prepare = &PrepareSparseTiles<TTile, TCost>;
        kernel.PreparedBytes = SparseWeights.SizeBytes(groups, DenseWeights.SizeBytes<TTile>(step.Inputs[1].Shape[0]));
        return true;
    }

    private static void PrepareSparseTiles<TTile, TCost>(StepContext* step)
        where TTile : struct, IDenseTile
        where TCost : ISparseCost
    {
        DenseWeights.Write<TTile>(step, WeightBlocks.SingleRows, step->RecordAs<Conv2D>().Activation, singleProduct: false);
        SparseWeights.Write(step, GroupsOf<TCost>(step, TTile.Blocks), TTile.Blocks, DenseWeights.SizeBytes<TTile>(step->Inputs[1].Shape[0]));
    }

    private static bool BindSparsePairs<TStep, TVector, TCost>(StepView step, out BoundKernel kernel)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
        where TCost : ISparseCost
    {
        kernel = default;
        if (!IsSparsePixelwise(step) || !PairWeights.Covers(step, step.Inputs[1].Shape[3])
            || GroupsOf<TCost>(step.Weights, step.Inputs[1].Shape, step.Outputs[0].Shape, PairWeights.Order<TStep, TVector>()) is not { } groups)
        {
            return false;
        }

        (kernel.Units, kernel.Unit) = (step.Outputs[0].Shape.Product(0, 3), UnitBytes.SamePixels(step));
        kernel.Prepare = &PrepareSparsePairs<TStep, TVector, TCost>;
        kernel.PreparedBytes = SparseWeights.SizeBytes(groups, PairWeights.SizeBytes(step.Inputs[1].Shape[0]));
        kernel.Run = &RunSparsePairs<TStep, TVector>;
        return true;
    }

    private static void PrepareSparsePairs<TStep, TVector, TCost>(StepContext* step)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
        where TCost : ISparseCost
    {
        var (order, shape) = (PairWeights.Order<TStep, TVector>(), step->Inputs[1].Shape);
        PairWeights.Write<TStep, TVector>(
            step, step->Inputs[1].As<sbyte>(), WeightBlocks.SingleRows, shape[0], shape[3], step->RecordAs<Conv2D>().Activation, singleProduct: false);
        SparseWeights.Write(step, GroupsOf<TCost>(step, order), order, PairWeights.SizeBytes(shape[0]));
    }

    private static void RunSparsePairs<TStep, TVector>(StepContext* step, int begin, int end, int worker)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
    {
        var pixels = new SparsePixels(step, begin, end);
        SparsePairs<TStep, TVector>.Run(step, pixels.First, pixels.Depth, pixels.Count, pixels.Output, 0, pixels.Groups(PairWeights.SizeBytes(pixels.Channels)));
    }

    private static bool IsSparsePixelwise(StepView step)
    {
        var (input, weights) = (step.Inputs[0].Shape, step.Inputs[1].Shape);
        return !step.Weights.IsEmpty && weights[3] == input[3] && IsPixelwise(step.Record<Conv2D>(), input, weights, step.Outputs[0].Shape);
    }

    private static SparseGroups? GroupsOf<TCost>(ReadOnlySpan<sbyte> weights, Shape shape, Shape output, WeightBlocks order)
        where TCost : ISparseCost =>
        SparseGroups.Choose<TCost>(weights, shape[0], output.Product(0, 3), order.BlockChannels);

    private static SparseGroups GroupsOf<TCost>(StepContext* step, WeightBlocks order)
        where TCost : ISparseCost
    {
        ref var weights = ref step->Inputs[1];
        return GroupsOf<TCost>(new ReadOnlySpan<sbyte>(weights.Data, weights.ElementCount), weights.Shape, step->Outputs[0].Shape, order)!;
    }

    private readonly struct SparseLoop<TLarge, TSmall, TSingle> : IAdvSimdLoop
        where TLarge : struct, IDenseTile
        where TSmall : struct, IDenseTile
        where TSingle : struct, IDenseTile
    {
        public static void Run<TOutput>(StepContext* step, int begin, int end, int worker)
            where TOutput : IAdvSimdOutput
        {
            var pixels = new SparsePixels(step, begin, end);
            SparseTiles<TLarge, TSmall, TSingle, TOutput>.Run(
                step, pixels.First, pixels.Depth, pixels.Count, pixels.Output, 0, pixels.Groups(DenseWeights.SizeBytes<TLarge>(pixels.Channels)));
        }
    }

    /// <summary>Pixels [begin, end).</summary>
    private readonly struct SparsePixels(StepContext* step, int begin, int end)
    {
        public int Depth => step->Inputs[0].Shape[3];

        public int Channels => step->Outputs[0].Shape[3];

        public int Count => end - begin;

        public sbyte* First => step->Inputs[0].As<sbyte>() + ((nint)begin * Depth);

        public sbyte* Output => step->Outputs[0].As<sbyte>() + ((nint)begin * Channels);

        public int Groups(long tileBytes) => SparseWeights.Of(step, tileBytes)->Count;
    }
}
