using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// int8 with known, symmetric weights, tiles of input rows times units. Rows of a multiple of 8 bytes are used where they lie, others are
/// copied to scratch, as many at a time as a tile takes. The step's units are blocks of output units.
/// </summary>
public static unsafe partial class FullyConnectedKernel
{
    private static bool BindDense<TLarge>(StepView step, out BoundKernel kernel)
        where TLarge : struct, IDenseTile
    {
        var (units, depth) = (step.Inputs[1].Shape[0], step.Inputs[1].Shape[1]);
        kernel = new BoundKernel
        {
            Units = DenseWeights.Count(TLarge.Blocks, units),
            Prepare = &PrepareDense<TLarge>,
            PreparedBytes = DenseWeights.SizeBytes<TLarge>(units),
            Weights = TLarge.Blocks,
        };
        return DenseWeights.Covers(step, depth);
    }

    private static void PrepareDense<TLarge>(StepContext* step)
        where TLarge : struct, IDenseTile =>
        DenseWeights.Write<TLarge>(step, TLarge.Blocks, step->RecordAs<FullyConnected>().Activation, HasOneScale(step));

    private readonly struct DenseLoop<TLarge, TSmall, TSingle> : IAdvSimdLoop
        where TLarge : struct, IDenseTile
        where TSmall : struct, IDenseTile
        where TSingle : struct, IDenseTile
    {
        public static void Run<TOutput>(StepContext* step, int begin, int end, int worker)
            where TOutput : IAdvSimdOutput => RunBlocks<TLarge, TSmall, TSingle, TOutput>(step, begin, end, worker);
    }

    private static void RunBlocks<TLarge, TSmall, TSingle, TOutput>(StepContext* step, int begin, int end, int worker)
        where TLarge : struct, IDenseTile
        where TSmall : struct, IDenseTile
        where TSingle : struct, IDenseTile
        where TOutput : IAdvSimdOutput
    {
        var weights = (DenseWeights*)step->Prepared;
        var depth = step->Inputs[1].Shape[1];
        var batches = step->Inputs[0].ElementCount / depth;
        var input = step->Inputs[0].As<sbyte>();
        var output = step->Outputs[0].As<sbyte>();
        nint zero = 0;
        var runs = new PixelRuns(&zero, 1, depth);
        if (depth % FullyConnected.RowStep == 0)
        {
            DenseTiles<TLarge, TSmall, TSingle, TOutput>.Run(weights, runs, input, depth, batches, output, begin, end);
            return;
        }

        var rows = (sbyte*)step->ScratchOf(worker);
        nint pitch = (depth + 15) & ~15;
        for (var batch = 0; batch < batches; batch += FullyConnected.CopiedRows)
        {
            var count = Math.Min(FullyConnected.CopiedRows, batches - batch);
            for (var row = 0; row < count; row++, input += depth)
            {
                Unsafe.CopyBlockUnaligned(rows + (row * pitch), input, (uint)depth);
            }

            DenseTiles<TLarge, TSmall, TSingle, TOutput>.Run(weights, runs, rows, pitch, count, output, begin, end);
            output += (nint)count * weights->Channels;
        }
    }
}
