using System.Runtime.Intrinsics;
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
        var weights = step.Inputs[1].Shape;
        kernel = new BoundKernel
        {
            Run = &RunTiled<TLanes, TVector>,
            Prepare = &PrepareTiled<TLanes, TVector>,
            PreparedBytes = OutsideSums.Offset(SignWeights.SizeBytes<TLanes, TVector>(weights))
                + OutsideSums.SizeBytes(step.Record<BinaryConv2D>().Padding, weights, TLanes.TileChannels),
            Units = step.Outputs[0].Shape.Product(0, 2),
        };
        return SignWeights.Covers(step);
    }

    /// <summary>Tiles of 64 channels where they leave no more of the last one empty than tiles of 32 do, which memory is counted for.</summary>
    private static bool BindAvx2(StepView step, out BoundKernel kernel) => SignWords.Count(step.Inputs[1].Shape[0]) % 2 == 0
        ? BindTiled<Avx2Nibbles<Size2>, Vector256<byte>>(step, out kernel)
        : BindTiled<Avx2Nibbles<Size1>, Vector256<byte>>(step, out kernel);

    private static void PrepareTiled<TLanes, TVector>(StepContext* step)
        where TLanes : ISignLanes<TVector>
        where TVector : unmanaged
    {
        ref var record = ref step->RecordAs<BinaryConv2D>();
        var depth = step->Inputs[1].Shape.Product(1, 3) * record.Channels;
        SignWeights.Write<TLanes, TVector>(step, depth, record.Activation);
        OutsideSums.Of<TLanes, TVector>(step, record.Padding).Write(step, record.Padding, record.Channels);
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
        var outside = OutsideSums.Of<TLanes, TVector>(step, record.Padding);
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
