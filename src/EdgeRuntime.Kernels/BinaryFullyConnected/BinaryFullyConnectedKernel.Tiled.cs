using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Known weights; rows are multiplied where they lie.</summary>
public static unsafe partial class BinaryFullyConnectedKernel
{
    private static bool BindTiled<TLanes, TVector>(StepView step, out BoundKernel kernel)
        where TLanes : ISignLanes<TVector>
        where TVector : unmanaged
    {
        var weights = step.Inputs[1].Shape;
        kernel = new BoundKernel
        {
            Run = &RunTiled<TLanes, TVector>,
            Prepare = &PrepareTiled<TLanes, TVector>,
            PreparedBytes = SignWeights.SizeBytes<TLanes, TVector>(weights),
            Units = SignWeights.TilesOf(weights[0], TLanes.TileChannels),
        };
        return SignWeights.Covers(step);
    }

    private static void PrepareTiled<TLanes, TVector>(StepContext* step)
        where TLanes : ISignLanes<TVector>
        where TVector : unmanaged
    {
        ref var record = ref step->RecordAs<BinaryFullyConnected>();
        SignWeights.Write<TLanes, TVector>(step, record.Depth, record.Activation);
    }

    private static void RunTiled<TLanes, TVector>(StepContext* step, int begin, int end, int worker)
        where TLanes : ISignLanes<TVector>
        where TVector : unmanaged
    {
        var weights = (SignWeights*)step->Prepared;
        var rows = step->Inputs[0].ElementCount / weights->Words;
        SignRows.Multiply<TLanes, TVector>(weights, step->Inputs[0].As<uint>(), rows, begin, end, null, step->Outputs[0], 0);
    }
}
