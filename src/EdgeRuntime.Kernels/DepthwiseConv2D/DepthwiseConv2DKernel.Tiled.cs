using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// int8, depth multiplier 1: for every output pixel the addresses of its taps, those outside the input that of a pixel of zero points,
/// then sixteen channels at a time.
/// </summary>
public static unsafe partial class DepthwiseConv2DKernel
{
    private static bool BindTiled<TStep, TSums, TRescale>(StepView step, out BoundKernel kernel)
        where TStep : IDepthwiseStep<TSums>
        where TSums : unmanaged
        where TRescale : IRescaleStep
    {
        var (weights, bias, record) = (step.Inputs[1], step.Operands.Input(2), step.Record<DepthwiseConv2D>());
        kernel = new BoundKernel
        {
            Units = step.Outputs[0].Shape.Product(0, 2),
            Unit = UnitBytes.Windows(step, ((weights.Shape[1] - 1) * record.DilationH) + 1, record.StrideH, record.PadTop),
            Run = &RunTiled<TStep, TSums, TRescale>,
            Prepare = &PrepareTiled<TStep, TSums>,
            PreparedBytes = DepthwiseWeights.SizeBytes(weights.Shape[3], weights.Shape.Product(1, 3), TStep.Taps),
        };
        return step.Types(ElementType.Int8, ElementType.Int8) && record.DepthMultiplier == 1
            && weights.Kind == TensorKind.Constant && bias.Kind is TensorKind.Constant or TensorKind.Absent;
    }

    private static void PrepareTiled<TStep, TSums>(StepContext* step)
        where TStep : IDepthwiseStep<TSums>
        where TSums : unmanaged =>
        DepthwiseWeights.Write(step, TStep.Taps, step->RecordAs<DepthwiseConv2D>().Activation);

    private static void RunTiled<TStep, TSums, TRescale>(StepContext* step, int begin, int end, int worker)
        where TStep : IDepthwiseStep<TSums>
        where TSums : unmanaged
        where TRescale : IRescaleStep
    {
        ref var record = ref step->RecordAs<DepthwiseConv2D>();
        var window = new SlidingWindow(step, record.StrideH, record.StrideW, record.DilationH, record.DilationW, record.PadTop, record.PadLeft);
        var weights = (DepthwiseWeights*)step->Prepared;
        var lastWhole = step->Inputs[0].As<sbyte>() + step->Inputs[0].ElementCount - Math.Max(window.InC, DepthwiseWeights.BlockChannels);
        var taps = step->Inputs[1].Shape.Product(1, 3);
        var groups = DepthwiseWeights.Groups(taps, TStep.Taps);
        var (outW, outC) = (step->Outputs[0].Shape[2], step->Outputs[0].Shape[3]);
        var (blocks, count) = (DepthwiseWeights.Blocks(outC), Math.Min(outC, DepthwiseWeights.BlockChannels));
        var addresses = (sbyte**)step->ScratchOf(worker);
        var copies = (sbyte*)(addresses + ((taps + 3) / 4 * 4));
        var sums = stackalloc int[DepthwiseWeights.BlockChannels];
        for (var tap = taps; tap < groups * TStep.Taps; tap++)
        {
            addresses[tap] = weights->Outside;
        }

        for (var row = begin; row < end; row++)
        {
            window.MoveToRow(row);
            var output = step->Outputs[0].As<sbyte>() + ((nint)row * outW * outC);
            for (var outX = 0; outX < outW; outX++, output += outC)
            {
                Address(window, outX, addresses, weights->Outside, lastWhole, copies);
                var packed = weights->Weights;
                for (var block = 0; block < blocks; block++)
                {
                    var first = DepthwiseWeights.FirstChannel(block, outC);
                    TSums block16 = default;
                    for (var group = 0; group < groups; group++, packed += DepthwiseWeights.BlockChannels * TStep.Taps)
                    {
                        block16 = TStep.Add(block16, addresses + (group * TStep.Taps), first, packed);
                    }

                    TStep.Store(block16, sums);
                    for (var i = 0; i < count; i += 4)
                    {
                        var biased = Vector128.Load(sums + i) + Vector128.Load(weights->Bias + first + i);
                        OutputLanes.Store<TRescale>(biased, &weights->Stage, first + i, output + first + i, count - i);
                    }
                }
            }
        }
    }

    /// <summary>
    /// Addresses of the pixels under the window. From <paramref name="lastWhole"/> on, 16 bytes would leave the input: such a pixel is copied
    /// to <paramref name="copies"/>.
    /// </summary>
    private static void Address(in SlidingWindow window, int outX, sbyte** addresses, sbyte* outside, sbyte* lastWhole, sbyte* copies)
    {
        var left = window.Left(outX);
        var stride = (nint)window.DilationW * window.InC;
        if (window.IsInside(left) && window.Pixel(window.KernelH - 1, left + ((window.KernelW - 1) * window.DilationW)) <= lastWhole)
        {
            for (var ky = 0; ky < window.KernelH; ky++)
            {
                var pixel = window.Pixel(ky, left);
                for (var kx = 0; kx < window.KernelW; kx++, pixel += stride)
                {
                    *addresses++ = pixel;
                }
            }

            return;
        }

        for (var ky = 0; ky < window.KernelH; ky++)
        {
            var pixel = window.Pixel(ky, left);
            for (var kx = 0; kx < window.KernelW; kx++, pixel += stride)
            {
                var address = window.HasRow(ky) && (uint)(left + (kx * window.DilationW)) < (uint)window.InW ? pixel : outside;
                if (address > lastWhole && address != outside)
                {
                    Unsafe.CopyBlockUnaligned(copies, pixel, (uint)window.InC);
                    address = copies;
                    copies += DepthwiseWeights.BlockChannels;
                }

                *addresses++ = address;
            }
        }
    }
}
