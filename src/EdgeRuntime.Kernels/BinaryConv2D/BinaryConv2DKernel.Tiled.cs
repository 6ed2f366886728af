using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Known weights. Windows are copied to rows of words in scratch, up to <see cref="BinaryConv2D.PatchPixels"/> at a time; a window that is
/// one pixel is read where it lies.
/// </summary>
public static unsafe partial class BinaryConv2DKernel
{
    private static bool BindTiled<TLanes, TVector>(StepView step, out BoundKernel kernel)
        where TLanes : ISignLanes<TVector>
        where TVector : unmanaged
    {
        var (weights, tileChannels) = (step.Inputs[1].Shape, TLanes.TileChannels);
        kernel = new BoundKernel
        {
            Run = &RunTiled<TLanes, TVector>,
            Prepare = &PrepareTiled<TLanes, TVector>,
            PreparedBytes = OutsideSums.Offset(weights, tileChannels)
                + OutsideSums.SizeBytes(step.Record<BinaryConv2D>().Padding, weights, tileChannels),
            Units = step.Outputs[0].Shape.Product(0, 2),
        };
        return SignWeights.Covers(step);
    }

    private static void PrepareTiled<TLanes, TVector>(StepContext* step)
        where TLanes : ISignLanes<TVector>
        where TVector : unmanaged
    {
        ref var record = ref step->RecordAs<BinaryConv2D>();
        var depth = step->Inputs[1].Shape.Product(1, 3) * record.Channels;
        SignWeights.Write(step, TLanes.TileChannels, depth, record.Activation);
        new OutsideSums(step, record.Padding).Write(step, record.Padding, record.Channels);
    }

    private static void RunTiled<TLanes, TVector>(StepContext* step, int begin, int end, int worker)
        where TLanes : ISignLanes<TVector>
        where TVector : unmanaged
    {
        ref var record = ref step->RecordAs<BinaryConv2D>();
        var weights = (SignWeights*)step->Prepared;
        var outW = step->Outputs[0].Shape[2];
        if (SignWindows.ArePixels(record, step->Inputs[0].Shape, step->Inputs[1].Shape, step->Outputs[0].Shape))
        {
            var pixels = (nint)begin * outW;
            SignRows.Multiply<TLanes, TVector>(
                weights, step->Inputs[0].As<uint>() + (pixels * weights->Words), (end - begin) * outW, 0, weights->Tiles, null,
                step->Outputs[0], pixels);
            return;
        }

        var windows = new SignWindows(step);
        var outside = new OutsideSums(step, record.Padding);
        var patches = (uint*)step->ScratchOf(worker);
        var sums = (int*)(patches + ((nint)BinaryConv2D.PatchPixels * weights->Words));
        var added = stackalloc int*[BinaryConv2D.PatchPixels];
        for (var row = begin; row < end; row++)
        {
            for (var x = 0; x < outW; x += BinaryConv2D.PatchPixels)
            {
                var pixels = Math.Min(BinaryConv2D.PatchPixels, outW - x);
                var any = false;
                for (var i = 0; i < pixels; i++)
                {
                    var own = sums + ((nint)i * weights->Tiles * weights->TileChannels);
                    var adds = windows.Copy(row, x + i, patches + ((nint)i * weights->Words), outside, own);
                    added[i] = adds ? own : null;
                    any |= adds;
                }

                SignRows.Multiply<TLanes, TVector>(
                    weights, patches, pixels, 0, weights->Tiles, any ? added : null, step->Outputs[0], ((nint)row * outW) + x);
            }
        }
    }
}
