using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Finds and proves a <see cref="FloatRescale"/>. From one sum to the next neither it nor the exact rescaling falls, among the negative sums
/// and among the others: they agree on all sums that occur when they agree on both sides of every step of the exact one, on both sides
/// of 0 and at both ends.
/// </summary>
internal static unsafe class FloatRescaleProof
{
    /// <summary>Neighbours on each side of the nearest scale, and of the middle offset, that are tried as well.</summary>
    private const int Neighbours = 2;

    private const int LargestSum = 1 << 30;

    /// <summary>Whether a rescaling was found that is exact for all sums of the <paramref name="range"/>.</summary>
    public static bool TryFind(QuantizedMultiplier factor, OutputStage* stage, SumRange range, out FloatRescale rescale)
    {
        if (factor.Multiplier == 0)
        {
            var zeroPoint = stage->ValueOf(factor, 0);
            rescale = new(0, zeroPoint, zeroPoint);
            return true;
        }

        rescale = default;
        if (range.Lowest < -LargestSum || range.Highest > LargestSum || factor.Multiplier < 0 || factor.Shift is > 0 or < -31)
        {
            return false;
        }

        var sums = stackalloc int[RescaleSteps.Capacity];
        var steps = new RescaleSteps(factor, stage, (int)range.Lowest, (int)range.Highest, sums);
        if (steps.Count == 0)
        {
            rescale = new(0, steps.First, steps.First);
            return true;
        }

        return steps.Find() && TryScales(steps, (float)Math.ScaleB(factor.Multiplier, factor.Shift - 31), out rescale);
    }

    /// <summary>Whether <paramref name="rescale"/> gives the exact output for every sum that occurs; the steps are found.</summary>
    public static bool Holds(in RescaleSteps steps, FloatRescale rescale) =>
        Holds(steps, rescale, 0, steps.Count) && HoldsBetween(steps, rescale);

    /// <summary>The same for the sums that are no side of a step.</summary>
    private static bool HoldsBetween(in RescaleSteps steps, FloatRescale rescale) =>
        HoldsAt(steps, rescale, steps.Lowest) && HoldsAt(steps, rescale, steps.Highest)
        && HoldsAt(steps, rescale, Math.Clamp(-1, steps.Lowest, steps.Highest))
        && HoldsAt(steps, rescale, Math.Clamp(0, steps.Lowest, steps.Highest));

    private static bool TryScales(in RescaleSteps steps, float nearest, out FloatRescale rescale)
    {
        rescale = default;
        var found = false;
        for (var i = 0; i <= 2 * Neighbours && !found; i++)
        {
            found = TryScale(steps, Neighbour(nearest, i), out rescale);
        }

        return found;
    }

    private static bool TryScale(in RescaleSteps steps, float scale, out FloatRescale rescale)
    {
        var negative = steps.NegativeCount;
        var (offset, negativeOffset) = (0f, 0f);
        var found = (negative == steps.Count || TryOffset(steps, negative, steps.Count, scale, out offset))
            && (negative == 0 || TryOffset(steps, 0, negative, scale, out negativeOffset));
        rescale = new(scale, negative == steps.Count ? negativeOffset : offset, negative == 0 ? offset : negativeOffset);

        // With one offset the steps were all looked at.
        return found && (rescale.Offset == rescale.NegativeOffset ? HoldsBetween(steps, rescale) : Holds(steps, rescale));
    }

    /// <summary>Finds an offset that is right for steps [begin, end): each wants its output - 1/2 between the sum before it and its own.</summary>
    private static bool TryOffset(in RescaleSteps steps, int begin, int end, float scale, out float offset)
    {
        var (least, most) = (Vector256.Create(double.PositiveInfinity), Vector256.Create(double.NegativeInfinity));
        for (var i = begin; i < end; i += 8)
        {
            var (values, sums, before) = (steps.Values(i), Avx.LoadVector256(steps.Sums + i), RescaleSteps.Before(end, i));
            Widen(values.GetLower(), sums.GetLower(), before.GetLower(), scale, ref least, ref most);
            Widen(values.GetUpper(), sums.GetUpper(), before.GetUpper(), scale, ref least, ref most);
        }

        offset = 0;
        var (first, last) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var lane = 0; lane < Vector256<double>.Count; lane++)
        {
            (first, last) = (Math.Min(first, least[lane]), Math.Max(last, most[lane]));
        }

        var middle = (float)((first + last + scale) / 2);
        var found = false;
        for (var i = 0; i <= 2 * Neighbours && !found; i++)
        {
            offset = Neighbour(middle, i);
            found = Holds(steps, new(scale, offset, offset), begin, end);
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(
        Vector128<int> values, Vector128<int> sums, Vector128<int> before, float scale, ref Vector256<double> least, ref Vector256<double> most)
    {
        var offsets = Avx.Subtract(
            Avx.Subtract(Avx.ConvertToVector256Double(values), Vector256.Create(0.5)),
            Avx.Multiply(Avx.ConvertToVector256Double(sums), Vector256.Create((double)scale)));
        var within = Avx2.ConvertToVector256Int64(before).AsDouble();
        least = Avx.Min(least, Avx.BlendVariable(least, offsets, within));
        most = Avx.Max(most, Avx.BlendVariable(most, offsets, within));
    }

    private static bool Holds(in RescaleSteps steps, FloatRescale rescale, int begin, int end)
    {
        var (scale, offset, negativeOffset) =
            (Vector256.Create(rescale.Scale), Vector256.Create(rescale.Offset), Vector256.Create(rescale.NegativeOffset));
        var wrong = Vector256<int>.Zero;
        for (var i = begin; i < end && Avx.TestZ(wrong, wrong); i += 8)
        {
            var sums = Avx.LoadVector256(steps.Sums + i);
            var below = FloatRescale.TwoSided(Avx2.Subtract(sums, Vector256.Create(1)), scale, offset, negativeOffset);
            wrong = RescaleSteps.Wrong(steps.Values(i), FloatRescale.TwoSided(sums, scale, offset, negativeOffset), below, RescaleSteps.Before(end, i));
        }

        return Avx.TestZ(wrong, wrong);
    }

    private static bool HoldsAt(in RescaleSteps steps, FloatRescale rescale, int sum) =>
        steps.Limit(FloatRescale.TwoSided(
            Vector256.Create(sum), Vector256.Create(rescale.Scale), Vector256.Create(rescale.Offset), Vector256.Create(rescale.NegativeOffset)).ToScalar())
        == steps.ValueOf(sum);

    /// <summary>The value itself, then the next one above, the next one below, the second one above ...</summary>
    private static float Neighbour(float value, int index)
    {
        for (var i = 0; i < index; i += 2)
        {
            value = index % 2 == 1 ? MathF.BitIncrement(value) : MathF.BitDecrement(value);
        }

        return value;
    }
}
