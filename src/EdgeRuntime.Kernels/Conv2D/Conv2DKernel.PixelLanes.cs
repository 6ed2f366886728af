using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// int8, windows over few input channels and eight output channels, as first layers have them: tiles of <see cref="PixelLaneTile"/> read the rows of a
/// <see cref="PairBand{TStep, TVector}"/>. Steps whose factors it does not take are left to the bands.
/// </summary>
public static unsafe partial class Conv2DKernel
{
    private static bool BindPixelLanes(StepView step, out BoundKernel kernel)
    {
        var (record, input, weights, output) = (step.Record<Conv2D>(), step.Inputs[0].Shape, step.Inputs[1].Shape, step.Outputs[0].Shape);
        var bands = OwnWeightsOffset(output[3]) + OwnWeightsBytes<AvxVnniPairStep, Vector256<int>>(weights, weights[1]);
        kernel = new BoundKernel
        {
            Units = output.Product(0, 2),
            Unit = WindowUnits(step),
            Run = &RunPixelLanes,
            Prepare = &PreparePixelLanes,
            PreparedBytes = sizeof(PixelLaneWeights) + Math.Max(bands, PixelLaneWeights.SizeBytes(weights)),
        };
        return PairWeights.Covers(step, weights.Product(1, 4)) && weights[3] == input[3]
            && PairBand<AvxVnniPairStep, Vector256<int>>.Covers(record, input, weights, output)
            && PixelLaneWeights.Covers(record, weights, output);
    }

    private static void PreparePixelLanes(StepContext* step)
    {
        if (!PixelLaneWeights.Write(step))
        {
            var bands = *step;
            bands.Prepared += sizeof(PixelLaneWeights);
            PrepareOwnWeights<AvxVnniPairStep, Vector256<int>>(&bands);
        }
    }

    [SkipLocalsInit]
    private static void RunPixelLanes(StepContext* step, int begin, int end, int worker)
    {
        var weights = (PixelLaneWeights*)step->Prepared;
        if (!weights->Holds)
        {
            var bands = *step;
            bands.Prepared += sizeof(PixelLaneWeights);
            RunBands<AvxVnniPairStep, Vector256<int>>(&bands, begin, end, worker);
            return;
        }

        // A tile reads a whole register from each row, beyond the band too.
        var slots = stackalloc byte[PairBand<AvxVnniPairStep, Vector256<int>>.CapacityBytes + Vector512<byte>.Count];
        var segments = stackalloc byte*[PairBand<AvxVnniPairStep, Vector256<int>>.MaxKernelH + 1];
        var band = new PairBand<AvxVnniPairStep, Vector256<int>>(step, slots, step->RecordAs<Conv2D>(), shift: 0);
        var (kernelH, strideBytes) = (step->Inputs[1].Shape[1], step->RecordAs<Conv2D>().StrideW * step->Inputs[0].Shape[3]);
        var outW = step->Outputs[0].Shape[2];
        var rowBytes = (nint)outW * PixelLaneWeights.Channels;
        var output = step->Outputs[0].As<sbyte>() + (begin * rowBytes);
        for (var row = begin; row < end; row++, output += rowBytes)
        {
            band.MoveTo(row, segments);
            segments[kernelH] = segments[kernelH - 1];
            for (var next = 0; next < outW; next += PixelLaneWeights.Pixels)
            {
                // The last tile ends with the last pixel and may overlap the one before.
                var first = Math.Min(next, outW - PixelLaneWeights.Pixels);
                PixelLaneTile.Run(weights, segments, (nint)first * strideBytes, output + ((nint)first * PixelLaneWeights.Channels));
            }
        }
    }
}
