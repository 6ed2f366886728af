using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Weights of our own beside the file's: where a row of taps is not whole groups, its last group is filled up with zeros; where tiles read
/// them widened, they are widened once.
/// </summary>
public static unsafe partial class Conv2DKernel
{
    private static long OwnWeightsOffset(int channels) => (PairWeights.SizeBytes(channels) + 63) / 64 * 64;

    private static long OwnWeightsBytes<TStep, TVector>(Shape weights, int runs)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged =>
        PairWeights.Order<TStep, TVector>().SizeBytes(weights[0], EvenDepth<TStep, TVector>(weights.Product(1, 4), runs)) * TStep.WeightBytes;

    /// <summary>Weights of a channel with the zeros behind each of several runs; those behind a single one are no part of the depth.</summary>
    private static int EvenDepth<TStep, TVector>(int depth, int runs)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged => runs == 1 ? depth : checked(runs * GroupsOf<TStep, TVector>(depth / runs) * TStep.GroupDepth);

    private static int GroupsOf<TStep, TVector>(int run)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged => (run + TStep.GroupDepth - 1) / TStep.GroupDepth;

    private static void PrepareOwnWeights<TStep, TVector>(StepContext* step)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
    {
        var (order, shape) = (PairWeights.Order<TStep, TVector>(), step->Inputs[1].Shape);
        var runs = Math.Max(1, RunsOf<TStep, TVector>(step->RecordAs<Conv2D>(), step->Inputs[0].Shape, shape, step->Outputs[0].Shape));
        var (channels, run) = (shape[0], shape.Product(1, 4) / runs);
        var blocks = (sbyte*)(step->Prepared + OwnWeightsOffset(channels));
        var target = blocks;
        for (var channel = 0; channel < channels; channel += TStep.Lanes)
        {
            for (var i = 0; i < runs; i++, target += order.BlockBytes(run))
            {
                var source = step->Inputs[1].As<sbyte>() + ((((nint)channel * runs) + i) * run);
                order.Pack(source, Math.Min(TStep.Lanes, channels - channel), run, (nint)runs * run, 1, target);
            }
        }

        PairWeights.Write<TStep, TVector>(
            step, blocks, order, channels, EvenDepth<TStep, TVector>(shape.Product(1, 4), runs), step->RecordAs<Conv2D>().Activation,
            singleProduct: false, HalvedRuns<TStep, TVector>(step));
        if (TStep.WeightBytes == sizeof(short))
        {
            for (var i = target - blocks - 1; i >= 0; i--)
            {
                ((short*)blocks)[i] = blocks[i];
            }
        }
    }
}
