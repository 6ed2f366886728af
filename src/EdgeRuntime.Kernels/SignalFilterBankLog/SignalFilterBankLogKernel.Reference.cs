using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SignalFilterBankLogKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = 1, Run = &Run, Prepare = &Prepare, PreparedBytes = (Segments + 1) * sizeof(int) };
        return true;
    }

    private const int FractionBits = 16, SegmentBits = 7, Segments = 1 << SegmentBits;

    /// <summary>ln 2 with 16 fractional bits.</summary>
    private const uint NaturalLogOf2 = 45426;

    /// <summary>log2(1 + i / 128) - i / 128 with 16 fractional bits, for every i of 0..128.</summary>
    private static void Prepare(StepContext* step)
    {
        var curve = (int*)step->Prepared;
        for (var i = 0; i <= Segments; i++)
        {
            var x = (double)i / Segments;
            curve[i] = (int)Math.Round((Math.Log2(1 + x) - x) * (1 << FractionBits));
        }
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        ref var record = ref step->RecordAs<SignalFilterBankLog>();
        var x = step->Inputs[0].As<uint>();
        var y = step->Outputs[0].As<short>();
        for (var channel = 0; channel < step->Inputs[0].ElementCount; channel++)
        {
            var scaled = x[channel] << record.InputCorrectionBits;
            y[channel] = scaled > 1 ? (short)Math.Min(Log(scaled, (uint)record.OutputScale, (int*)step->Prepared), short.MaxValue) : (short)0;
        }
    }

    private static uint Log(uint x, uint outputScale, int* curve)
    {
        const uint half = 1u << (FractionBits - 1);
        var whole = BitOperations.Log2(x);
        var log2 = ((uint)whole << FractionBits) + Fraction(x, whole, curve);
        var natural = (uint)((((ulong)NaturalLogOf2 * log2) + half) >> FractionBits);
        return unchecked((outputScale * natural) + half) >> FractionBits;
    }

    /// <summary>
    /// log2 of x / 2^whole from the nearest sample below. The reference adds the slope to the next one shifted down by all fractional bits
    /// instead of those within a segment, so that it hardly counts; every bit must agree, so this does too.
    /// </summary>
    private static uint Fraction(uint x, int whole, int* curve)
    {
        var above = x - (1u << whole);
        var position = (int)(whole < FractionBits ? above << (FractionBits - whole) : above >> (whole - FractionBits));
        var segment = position >> (FractionBits - SegmentBits);
        var within = position - (segment << (FractionBits - SegmentBits));
        return (uint)(position + curve[segment] + (((curve[segment + 1] - curve[segment]) * within) >> FractionBits));
    }
}
