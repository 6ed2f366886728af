using System.Numerics;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SoftmaxKernel
{
    private static void PrepareInt16(StepContext* step)
    {
        var tables = (Int16Tables*)step->Prepared;

        // The whole 16-bit range of a table's argument stands for [-10, 0]; exp(-10) adds nothing to the sum.
        tables->Argument = QuantizedMultiplier.From(
            (double)step->Inputs[0].Scale * step->RecordAs<Model.Softmax>().Beta / (10.0 / 65535));
        var range = 65535f;
        Int16Table.Fill(tables->Exp, 10 / range * -range, 0, x => (float)Math.Exp(x));
        Int16Table.Fill(tables->OneOverOnePlus, 0, 1 / range * range, x => 1 / (1 + x));
    }

    private static void RunInt16(StepContext* step, int begin, int end, int worker)
    {
        var tables = (Int16Tables*)step->Prepared;
        var depth = step->Inputs[0].Shape[-1];
        for (var row = begin; row < end; row++)
        {
            var x = step->Inputs[0].As<short>() + ((long)row * depth);
            var y = step->Outputs[0].As<short>() + ((long)row * depth);
            var max = MaxOf(x, depth);
            var sum = 0;
            for (var c = 0; c < depth; c++)
            {
                var difference = FixedPoint.MultiplyByQuantizedMultiplier(x[c] - max, tables->Argument.Multiplier, tables->Argument.Shift);
                y[c] = Int16Table.At(tables->Exp, Saturate(difference + short.MaxValue));
                sum += y[c];
            }

            // The sum shifted to [1, 2) as Q1.16; the table wants it less 1, centred.
            var headroomPlusOne = BitOperations.LeadingZeroCount((uint)sum);
            var shifted = (int)((((long)sum << (headroomPlusOne - 1)) + (1 << 13)) >> 14);
            var reciprocal = Int16Table.At(tables->OneOverOnePlus, Saturate(shifted - (1 << 15) - (1 << 16)));
            var rightShift = 31 - headroomPlusOne;
            for (var c = 0; c < depth; c++)
            {
                var share = (((long)y[c] * reciprocal) + (1L << (rightShift - 1))) >> rightShift;
                y[c] = (short)Math.Clamp(share, 0, short.MaxValue);
            }
        }
    }

    private static short Saturate(int value) => (short)Math.Clamp(value, short.MinValue, short.MaxValue);

    private struct Int16Tables
    {
        public QuantizedMultiplier Argument;
        public fixed short Exp[Int16Table.Length];
        public fixed short OneOverOnePlus[Int16Table.Length];
    }
}
