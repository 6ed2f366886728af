using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>int8 with known, symmetric weights. Units are blocks of one register's channels.</summary>
public static unsafe partial class FullyConnectedKernel
{
    private static bool BindPairs<TStep, TVector>(StepView step, out BoundKernel kernel)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
    {
        var (channels, depth) = (step.Inputs[1].Shape[0], step.Inputs[1].Shape[1]);
        kernel = new BoundKernel
        {
            Units = (channels + TStep.Lanes - 1) / TStep.Lanes,
            Prepare = &PreparePairs<TStep, TVector>,
            Weights = PairWeights.Order<TStep, TVector>(),
            PreparedBytes = PairWeights.SizeBytes(channels),
            Run = &RunPairs<TStep, TVector>,
        };
        return PairWeights.Covers(step, depth);
    }

    private static void PreparePairs<TStep, TVector>(StepContext* step)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged =>
        PairWeights.Write<TStep, TVector>(
            step, step->Inputs[1].As<sbyte>(), PairWeights.Order<TStep, TVector>(), step->Inputs[1].Shape[0], step->Inputs[1].Shape[1],
            step->RecordAs<FullyConnected>().Activation, HasOneScale(step));

    private static void RunPairs<TStep, TVector>(StepContext* step, int begin, int end, int worker)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
    {
        ref var input = ref step->Inputs[0];
        var depth = step->Inputs[1].Shape[1];
        var rows = new PairRows<TStep, TVector>(input.As<sbyte>(), depth, input.As<sbyte>() + input.ByteLength, ((PairWeights*)step->Prepared)->Shift);
        PairProduct<TStep, TVector>.Run(
            (PairWeights*)step->Prepared, rows, input.ElementCount / depth, step->Outputs[0].As<sbyte>(), begin, end);
    }
}
