using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// int8 under 3x3 windows one pixel apart: 16 products for each 2x2 outputs instead of 36, by S. Winograd's F(2x2, 3x3)
/// (A. Lavin, S. Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016, section 4.1). All of it is in whole numbers, so
/// that the sums are the same.
/// </summary>
public static unsafe partial class Conv2DKernel
{
    private static bool BindWinogradAvx2(StepView step, out BoundKernel kernel)
    {
        var (input, weights, output) = (step.Inputs[0].Shape, step.Inputs[1].Shape, step.Outputs[0].Shape);
        var record = step.Record<Conv2D>();
        kernel = new BoundKernel
        {
            Units = output.Product(0, 2),
            Unit = WindowUnits(step),
            Prepare = &WinogradWeights.Write,
            PreparedBytes = WinogradWeights.SizeBytes(weights),
            Run = &RunWinograd,
        };
        return weights[1] == 3 && weights[2] == 3 && record is { StrideH: 1, StrideW: 1, DilationH: 1, DilationW: 1 }
            && PairWeights.Covers(step, weights.Product(1, 4)) && weights[3] == input[3]
            && input[3] % Vector256<short>.Count == 0 && output[3] % WinogradWeights.BlockChannels == 0
            && weights.ElementCount <= MaxWidened && output[1] >= 4 && output[2] >= 4 && output[2] % 2 == 0
            && WinogradTiles.Covers(input, output, PairBand<Avx2PairStep, Vector256<int>>.SlotElements(record, input, weights, output));
    }

    [SkipLocalsInit]
    private static void RunWinograd(StepContext* step, int begin, int end, int worker)
    {
        var slots = stackalloc byte[WinogradTiles.BandBytes];
        var memory = stackalloc byte[WinogradTiles.MemoryBytes];
        var (input, output) = (step->Inputs[0].Shape, step->Outputs[0].Shape);
        var (inC, outH, outW, outC) = (input[3], output[1], output[2], output[3]);
        var tiles = new WinogradTiles(step, memory);
        var most = WinogradTiles.Rows(input, output);
        var rows = stackalloc byte*[most + 2];
        var band = new PairBand<Avx2PairStep, Vector256<int>>(step, slots, step->RecordAs<Conv2D>(), shift: 0, most + 2);
        var parts = new EvenTiles(outW / 2, WinogradTiles.Columns(input, output));
        var target = step->Outputs[0].As<sbyte>() + ((nint)begin * outW * outC);
        for (var row = begin; row < end;)
        {
            band.MoveTo(row, rows);
            var height = Math.Min(most, Math.Min(end - row, outH - (row % outH)));
            for (var (part, column) = (0, 0); part < parts.Count; part++)
            {
                var columns = parts.HeightOf(part);
                tiles.Run(rows, height, columns, target + (column * outC));
                for (var y = 0; y < most + 2; y++)
                {
                    rows[y] += 2 * columns * inC * sizeof(short);
                }

                column += 2 * columns;
            }

            row += height;
            target += (nint)height * outW * outC;
        }
    }
}
