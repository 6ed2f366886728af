using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>int8, eight channels under three columns and up to three rows, stride 1 along W: four pixels a turn.</summary>
public static unsafe partial class DepthwiseConv2DKernel
{
    private static bool BindAvxVnni(StepView step, out BoundKernel kernel) =>
        BindEightChannels<EightChannelFinish256>(step, out kernel) || BindAvxVnniColumns(step, out kernel);

    /// <summary>The same with sums finished sixteen at a time.</summary>
    private static bool BindWideAvxVnni(StepView step, out BoundKernel kernel) => BindEightChannels<EightChannelFinish512>(step, out kernel);

    private static bool BindEightChannels<TFinish>(StepView step, out BoundKernel kernel)
        where TFinish : struct, IEightChannelFinish
    {
        var covers = BindTiled<Avx2DepthwiseStep, Sums256, Avx2RescaleStep>(step, out kernel);
        var (record, weights) = (step.Record<DepthwiseConv2D>(), step.Inputs[1].Shape);
        kernel.Run = &RunEightChannels<TFinish>;
        kernel.Prepare = &PrepareEightChannels;
        kernel.PreparedBytes = sizeof(EightChannelWeights)
            + Math.Max(kernel.PreparedBytes, OutputStage.SizeBytes(0, EightChannelWeights.Channels));
        return covers && weights[3] == EightChannelWeights.Channels && weights[1] <= EightChannelWeights.Rows
            && weights[2] == EightChannelWeights.Columns && record.StrideW == 1
            && PairBand<AvxVnniPairStep, Vector256<int>>.Covers(WindowOf(record), step.Inputs[0].Shape, weights, step.Outputs[0].Shape);
    }

    private static void PrepareEightChannels(StepContext* step)
    {
        if (!EightChannelWeights.Write(step))
        {
            var general = *step;
            general.Prepared += sizeof(EightChannelWeights);
            PrepareTiled<Avx2DepthwiseStep, Sums256>(&general);
        }
    }

    [SkipLocalsInit]
    private static void RunEightChannels<TFinish>(StepContext* step, int begin, int end, int worker)
        where TFinish : struct, IEightChannelFinish
    {
        var weights = (EightChannelWeights*)step->Prepared;
        if (!weights->Holds)
        {
            var general = *step;
            general.Prepared += sizeof(EightChannelWeights);
            RunTiled<Avx2DepthwiseStep, Sums256, Avx2RescaleStep>(&general, begin, end, worker);
            return;
        }

        // Registers are read beyond the last pixel of a row, and beyond the band.
        var slots = stackalloc byte[PairBand<AvxVnniPairStep, Vector256<int>>.CapacityBytes + (2 * Vector256<byte>.Count)];
        var rows = stackalloc byte*[EightChannelWeights.Rows];
        var band = new PairBand<AvxVnniPairStep, Vector256<int>>(step, slots, WindowOf(step->RecordAs<DepthwiseConv2D>()), shift: 0);
        var (kernelH, rowBytes) = (step->Inputs[1].Shape[1], (nint)step->Outputs[0].Shape[2] * EightChannelWeights.Channels);
        var output = step->Outputs[0].As<sbyte>() + (begin * rowBytes);
        for (var row = begin; row < end; row++, output += rowBytes)
        {
            band.MoveTo(row, rows);
            for (var missing = kernelH; missing < EightChannelWeights.Rows; missing++)
            {
                rows[missing] = rows[0];
            }

            Row<TFinish>(weights, rows[0], rows[1], rows[2], output, rowBytes);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Row<TFinish>(EightChannelWeights* weights, byte* row0, byte* row1, byte* row2, sbyte* output, nint rowBytes)
        where TFinish : struct, IEightChannelFinish
    {
        var factors = (byte*)weights->Factors;
        var (biasA, biasB) = (Vector256.Load(weights->Bias), Vector256.Load(weights->Bias + 8));
        var (w0A, w0B) = (Vector256.Load(weights->Weights), Vector256.Load(weights->Weights + 32));
        var (w1A, w1B) = (Vector256.Load(weights->Weights + 64), Vector256.Load(weights->Weights + 96));
        var (w2A, w2B) = (Vector256.Load(weights->Weights + 128), Vector256.Load(weights->Weights + 160));
        var min = Vector256.Create((sbyte)weights->Stage.Min);
        var max = Vector256.Create((sbyte)weights->Stage.Max);
        var x = new ZippedPixels(row0, row1, row2);
        for (nint at = 0; at < rowBytes; at += EightChannelWeights.BlockChannels)
        {
            var next = at + EightChannelWeights.BlockChannels;
            var after = new ZippedPixels(row0 + next, row1 + next, row2 + next);

            // The same channels two pixels on: the upper halves, and the lower ones of what follows.
            var (pixels24A, pixels24B) = (Two(x.Pixels02A, after.Pixels02A), Two(x.Pixels02B, after.Pixels02B));
            var (pixels35A, pixels35B) = (Two(x.Pixels13A, after.Pixels13A), Two(x.Pixels13B, after.Pixels13B));
            var sums02A = Sum(biasA, x.Pixels02A, x.Pixels13A, pixels24A, w0A, w1A, w2A);
            var sums02B = Sum(biasB, x.Pixels02B, x.Pixels13B, pixels24B, w0B, w1B, w2B);
            var sums13A = Sum(biasA, x.Pixels13A, pixels24A, pixels35A, w0A, w1A, w2A);
            var sums13B = Sum(biasB, x.Pixels13B, pixels24B, pixels35B, w0B, w1B, w2B);
            var bytes = Avx2.Min(Avx2.Max(TFinish.Narrow(sums02A, sums02B, sums13A, sums13B, factors), min), max);
            if (next <= rowBytes)
            {
                bytes.Store(output + at);
            }
            else
            {
                StoreFirst(bytes.AsInt64(), (long*)(output + at), (rowBytes - at) / EightChannelWeights.Channels);
            }

            x = after;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Two(Vector256<byte> pixels, Vector256<byte> after) => Avx2.Permute2x128(pixels, after, 0x21);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Sum(
        Vector256<int> bias, Vector256<byte> x0, Vector256<byte> x1, Vector256<byte> x2, Vector256<sbyte> w0, Vector256<sbyte> w1, Vector256<sbyte> w2) =>
        AvxVnni.MultiplyWideningAndAdd(AvxVnni.MultiplyWideningAndAdd(AvxVnni.MultiplyWideningAndAdd(bias, x0, w0), x1, w1), x2, w2);

    private static void StoreFirst(Vector256<long> pixels, long* output, nint count)
    {
        for (var i = 0; i < count; i++)
        {
            output[i] = pixels.GetElement(i);
        }
    }
}
