using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// int8 without groups or dilation: tiles read the rows of the <see cref="PairBand{TStep, TVector}"/> where they lie, a row of taps being a
/// segment.
/// </summary>
public static unsafe partial class Conv2DKernel
{
    [SkipLocalsInit]
    private static void RunBands<TStep, TVector>(StepContext* step, int begin, int end, int worker)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
    {
        var slots = stackalloc byte[PairBand<TStep, TVector>.CapacityBytes];
        var segments = stackalloc byte*[PairBand<TStep, TVector>.MaxKernelH];
        var sums = stackalloc int[PairProduct<TStep, TVector>.SumsCapacity];
        var band = new PairBand<TStep, TVector>(step, slots);
        var (kernelH, run) = (step->Inputs[1].Shape[1], step->Inputs[1].Shape.Product(2, 4));
        var (outW, outC) = (step->Outputs[0].Shape[2], step->Outputs[0].Shape[3]);
        var strideBytes = step->RecordAs<Conv2D>().StrideW * step->Inputs[0].Shape[3] * TStep.Form.ElementBytes;
        var output = step->Outputs[0].As<sbyte>() + ((nint)begin * outW * outC);
        var operands = new PairOperands
        {
            Weights = (PairWeights*)step->Prepared,
            Segments = segments,
            SegmentCount = kernelH,
            Groups = GroupsOf<TStep, TVector>(run),
            XStride = strideBytes,
        };
        var blocks = (outC + TStep.Lanes - 1) / TStep.Lanes;
        var tiles = new EvenTiles(outW, PairProduct<TStep, TVector>.MaxHeight(blocks));
        var together = PairProduct<TStep, TVector>.TakesTiles(operands.Weights) ? tiles.Count : 1;
        for (var row = begin; row < end; row++)
        {
            band.MoveTo(row, segments);
            for (var tile = 0; tile < tiles.Count; tile += together)
            {
                var turn = tiles.Part(tile, tile + together);
                PairProduct<TStep, TVector>.WholeDepth(&operands, turn, output, 0, blocks, sums);
                operands.Move(turn.Rows);
                output += (nint)turn.Rows * outC;
            }
        }
    }
}
