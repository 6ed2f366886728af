using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// int8 without groups, tiles of pixels times channels: the pixels' windows are read where <see cref="WindowLayout"/> says, in runs in place or
/// as patches.
/// </summary>
public static unsafe partial class Conv2DKernel
{
    private static bool BindDense<TLarge>(StepView step, out BoundKernel kernel)
        where TLarge : struct, IDenseTile
    {
        kernel = new BoundKernel
        {
            Units = step.Outputs[0].Shape.Product(0, 2),
            Unit = WindowUnits(step),
            Prepare = &PrepareDense<TLarge>,
            PreparedBytes = DenseWeights.SizeBytes<TLarge>(step.Inputs[1].Shape[0]),
            Weights = TLarge.Blocks,
        };
        if (new WindowLayout(step.Record<Conv2D>(), step.Inputs[0].Shape, step.Inputs[1].Shape, step.Outputs[0].Shape).IsContiguous)
        {
            (kernel.Units, kernel.Unit) = PixelUnits(step, TLarge.Blocks.BlockChannels);
        }

        return DenseWeights.Covers(step, step.Inputs[1].Shape.Product(1, 4)) && step.Inputs[1].Shape[3] == step.Inputs[0].Shape[3];
    }

    private static void PrepareDense<TLarge>(StepContext* step)
        where TLarge : struct, IDenseTile =>
        DenseWeights.Write<TLarge>(step, TLarge.Blocks, step->RecordAs<Conv2D>().Activation, singleProduct: false);

    private readonly struct DenseLoop<TLarge, TSmall, TSingle> : IAdvSimdLoop
        where TLarge : struct, IDenseTile
        where TSmall : struct, IDenseTile
        where TSingle : struct, IDenseTile
    {
        public static void Run<TOutput>(StepContext* step, int begin, int end, int worker)
            where TOutput : IAdvSimdOutput => RunRows<TLarge, TSmall, TSingle, TOutput>(step, begin, end, worker);
    }

    private static void RunRows<TLarge, TSmall, TSingle, TOutput>(StepContext* step, int begin, int end, int worker)
        where TLarge : struct, IDenseTile
        where TSmall : struct, IDenseTile
        where TSingle : struct, IDenseTile
        where TOutput : IAdvSimdOutput
    {
        var weights = (DenseWeights*)step->Prepared;
        var layout = new WindowLayout(
            step->RecordAs<Conv2D>(), step->Inputs[0].Shape, step->Inputs[1].Shape, step->Outputs[0].Shape);
        if (layout.IsContiguous)
        {
            nint zero = 0;
            var part = new PixelPart(step, begin, end, TLarge.Blocks.BlockChannels);
            DenseTiles<TLarge, TSmall, TSingle, TOutput>.Run(
                weights, new PixelRuns(&zero, 1, layout.RunBytes), part.Input, layout.RunBytes, part.Pixels, part.Output, part.FirstBlock, part.EndBlock);
            return;
        }

        var (outW, outC) = (step->Outputs[0].Shape[2], step->Outputs[0].Shape[3]);
        var output = step->Outputs[0].As<sbyte>() + ((nint)begin * outW * outC);
        var rows = new WindowRows(step, step->ScratchOf(worker));
        if (layout.UsesPatches)
        {
            RunPatches<TLarge, TSmall, TSingle, TOutput>(weights, rows, begin, end, outW, output);
            return;
        }

        var runs = new PixelRuns(rows.Offsets, layout.Runs, layout.RunBytes);
        for (var row = begin; row < end; row++, output += (nint)outW * outC)
        {
            rows.MoveTo(row);
            DenseTiles<TLarge, TSmall, TSingle, TOutput>.Run(weights, runs, rows.Origin, rows.StrideBytes, outW, output, 0, weights->Blocks);
        }
    }

    private static void RunPatches<TLarge, TSmall, TSingle, TOutput>(
        DenseWeights* weights, in WindowRows rows, int begin, int end, int outW, sbyte* output)
        where TLarge : struct, IDenseTile
        where TSmall : struct, IDenseTile
        where TSingle : struct, IDenseTile
        where TOutput : IAdvSimdOutput
    {
        nint zero = 0;
        var joined = new PixelRuns(&zero, 1, rows.Layout.Depth);
        var (patches, patchBytes, patchPixels) = ((nint)rows.Patches, (nint)rows.Layout.PatchBytes, rows.Layout.PatchPixels);
        var filled = 0;
        for (var row = begin; row < end; row++)
        {
            rows.MoveTo(row);
            int count;
            for (var outX = 0; outX < outW; outX += count)
            {
                count = Math.Min(patchPixels - filled, outW - outX);
                Join(rows, rows.Origin + (outX * rows.StrideBytes), (sbyte*)patches + (filled * patchBytes), count);
                filled += count;
                if (filled == patchPixels)
                {
                    DenseTiles<TLarge, TSmall, TSingle, TOutput>.Run(
                        weights, joined, (sbyte*)patches, patchBytes, filled, output, 0, weights->Blocks);
                    output += (nint)filled * weights->Channels;
                    filled = 0;
                }
            }
        }

        DenseTiles<TLarge, TSmall, TSingle, TOutput>.Run(
            weights, joined, (sbyte*)patches, patchBytes, filled, output, 0, weights->Blocks);
    }

    /// <summary>Copies the runs of some neighbouring windows one behind the other; a run overwrites what the one before it wrote too much.</summary>
    private static void Join(in WindowRows rows, sbyte* window, sbyte* patch, int count)
    {
        var (strideBytes, patchBytes, runBytes) = (rows.StrideBytes, (nint)rows.Layout.PatchBytes, rows.Layout.RunBytes);
        var offsets = rows.Offsets;
        for (var run = 0; run < rows.Layout.Runs; run++, patch += runBytes)
        {
            for (nint piece = 0; piece < runBytes; piece += WindowLayout.CopyBytes)
            {
                var source = window + offsets[run] + piece;
                var target = patch + piece;
                for (var i = 0; i < count; i++, source += strideBytes, target += patchBytes)
                {
                    Vector128.Load(source).Store(target);
                }
            }
        }
    }
}
