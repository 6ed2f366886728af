using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// int8 without groups or dilation: tiles read the rows of the <see cref="PairBand"/> where they lie, a row of taps being a segment. Odd or
/// short segments, whose pairs would be cut or whose loops would hardly begin, are first put together to whole windows.
/// </summary>
public static unsafe partial class Conv2DKernel
{
    private const int ShortSegment = 16, MaxWindow = 2048;

    private static bool CoversBand(Conv2D record, Shape input, Shape weights, Shape output) =>
        PairBand.Covers(record, input, weights, output) && (ReadsInPlace(weights) || weights.Product(1, 4) <= MaxWindow);

    private static bool ReadsInPlace(Shape weights) => weights.Product(2, 4) is >= ShortSegment and var run && run % 2 == 0;

    [SkipLocalsInit]
    private static void RunBands<TStep, TVector>(StepContext* step, int begin, int end, int worker)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
    {
        var slots = stackalloc short[PairBand.Capacity];
        var rows = stackalloc short*[PairBand.MaxKernelH];
        var segments = stackalloc short*[PairBand.MaxKernelH];
        var sums = stackalloc int[PairProduct<TStep, TVector>.SumsCapacity];
        var weightShape = step->Inputs[1].Shape;
        var inPlace = ReadsInPlace(weightShape);
        var windowElements = (weightShape.Product(1, 4) + 1) / 2 * 2;
        var windows = stackalloc short[inPlace ? 1 : PairProduct<TStep, TVector>.MaxRows * (windowElements + WidenedBytes.Slack)];
        var band = new PairBand(step, slots);
        var (kernelH, run) = (weightShape[1], weightShape.Product(2, 4));
        var (outW, outC) = (step->Outputs[0].Shape[2], step->Outputs[0].Shape[3]);
        var strideElements = step->RecordAs<Conv2D>().StrideW * step->Inputs[0].Shape[3];
        var output = step->Outputs[0].As<sbyte>() + ((nint)begin * outW * outC);
        var operands = new PairOperands { Weights = (PairWeights*)step->Prepared };
        (operands.SegmentCount, operands.Pairs, operands.XStride) =
            inPlace ? (kernelH, run / 2, strideElements) : (1, windowElements / 2, windowElements + WidenedBytes.Slack);
        operands.Segments = inPlace ? segments : &windows;
        for (var row = begin; row < end; row++)
        {
            band.MoveTo(row, rows);
            for (var outX = 0; outX < outW;)
            {
                var height = PairProduct<TStep, TVector>.Height(outW - outX);
                if (inPlace)
                {
                    for (var ky = 0; ky < kernelH; ky++)
                    {
                        segments[ky] = rows[ky] + (outX * strideElements);
                    }
                }
                else
                {
                    for (var i = 0; i < height; i++)
                    {
                        PutTogether(rows, kernelH, (outX + i) * strideElements, run, windows + (i * operands.XStride));
                    }
                }

                PairProduct<TStep, TVector>.WholeDepth(&operands, height, output, 0, (outC + TStep.Lanes - 1) / TStep.Lanes, sums);
                output += (nint)height * outC;
                outX += height;
            }
        }
    }

    /// <summary>Puts runs, one of each row, one behind another.</summary>
    private static void PutTogether(short** rows, int count, int first, int run, short* target)
    {
        for (var row = 0; row < count; row++, target += run)
        {
            WidenedBytes.Move(rows[row] + first, run, target);
        }
    }
}
