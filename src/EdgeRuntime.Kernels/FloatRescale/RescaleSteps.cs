using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>
/// The exact rescaling of one channel as a staircase: it never falls and has 256 values at most, so the sums at which it rises say
/// everything about it.
/// </summary>
internal readonly unsafe ref struct RescaleSteps
{
    /// <summary>Elements that <see cref="Sums"/> needs: 255 steps at most, read by vectors from any of them on.</summary>
    public const int Capacity = 264;

    private readonly QuantizedMultiplier _factor;
    private readonly OutputStage* _stage;

    /// <summary>Smallest sum that occurs.</summary>
    public readonly int Lowest;

    /// <summary>Largest sum that occurs.</summary>
    public readonly int Highest;

    /// <summary>Output for <see cref="Lowest"/>.</summary>
    public readonly int First;

    /// <summary>Times that the output rises by one.</summary>
    public readonly int Count;

    /// <summary>(count) the smallest sum for which the output is <see cref="First"/> + 1 + index.</summary>
    public readonly int* Sums;

    /// <param name="factor">Not negative, nothing shifted left.</param>
    /// <param name="stage">Zero point and limits of the output, int8.</param>
    /// <param name="lowest">Smallest sum, at least -2^30.</param>
    /// <param name="highest">Largest sum, at most 2^30.</param>
    /// <param name="sums"><see cref="Capacity"/> elements for <see cref="Sums"/>.</param>
    public RescaleSteps(QuantizedMultiplier factor, OutputStage* stage, int lowest, int highest, int* sums)
    {
        (_factor, Lowest, Highest) = (factor, lowest, highest);
        _stage = stage;
        Sums = sums;
        First = ValueOf(lowest);
        Count = ValueOf(highest) - First;
    }

    /// <summary>Steps to outputs up to the zero point, which are first; they lie among the negative sums.</summary>
    public int NegativeCount => Math.Clamp(_stage->OutputZeroPoint - First, 0, Count);

    /// <summary>The exact output for a sum.</summary>
    public int ValueOf(int sum) => _stage->ValueOf(_factor, sum);

    /// <summary>An output within the limits.</summary>
    public int Limit(int value) => Math.Clamp(value, _stage->Min, _stage->Max);

    /// <summary>Outputs from steps index .. index + 7 on.</summary>
    public Vector256<int> Values(int index) => Avx2.Add(Vector256.Create(First + 1 + index), Places);

    /// <summary>Which of the steps index .. index + 7 come before <paramref name="end"/>.</summary>
    public static Vector256<int> Before(int end, int index) => Avx2.CompareGreaterThan(Vector256.Create(end - index), Places);

    /// <summary>Lanes before the end whose <paramref name="values"/> are not reached by the sum, or are already reached below it.</summary>
    public static Vector256<int> Wrong(Vector256<int> values, Vector256<int> reached, Vector256<int> below, Vector256<int> before) => Avx2.Or(
        Avx2.And(Avx2.CompareGreaterThan(values, reached), before), Avx2.AndNot(Avx2.CompareGreaterThan(values, below), before));

    // Named instructions only, here and in the proof: the published program calls functions for the operators of Vector256.
    private static Vector256<int> Places => Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);

    /// <summary>
    /// Finds the sums, and proves by the exact rescaling that they are the right ones. With d the output less the zero point and s the right
    /// shift, the second rounding gives d from h = d * 2^s - 2^(s-1) on, one later if d is not positive, and the first one h from
    /// (h - 1/2) * 2^31 / multiplier on.
    /// </summary>
    /// <returns>false when double precision did not suffice to find them.</returns>
    public bool Find()
    {
        var right = -_factor.Shift;
        var unit = Vector256.Create((double)(1L << right));
        var away = Vector256.Create(right == 0 ? 0.0 : 1);
        var half = Vector256.Create(((1L << right) >> 1) + 0.5);
        var sumsPerUnit = Vector256.Create((double)(1L << 31) / _factor.Multiplier);
        var zeroPoint = Vector256.Create(_stage->OutputZeroPoint);
        var wrong = Vector256<int>.Zero;
        for (var i = 0; i < Count; i += 8)
        {
            var differences = Avx2.Subtract(Values(i), zeroPoint);
            var sums = Vector256.Create(
                Rise(differences.GetLower(), unit, away, half, sumsPerUnit), Rise(differences.GetUpper(), unit, away, half, sumsPerUnit));
            sums.Store(Sums + i);
            wrong = Avx2.Or(wrong, Wrong(differences, Exact(sums), Exact(Avx2.Subtract(sums, Vector256.Create(1))), Before(Count, i)));
        }

        return Avx.TestZ(wrong, wrong);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Rise(
        Vector128<int> difference, Vector256<double> unit, Vector256<double> away, Vector256<double> half, Vector256<double> sumsPerUnit)
    {
        // What double precision may be wrong by must not lift a whole sum above itself.
        const double Slack = 1.0 / (1 << 26);
        var d = Avx.ConvertToVector256Double(difference);
        var notPositive = Avx.Compare(d, Vector256<double>.Zero, FloatComparisonMode.OrderedLessThanOrEqualNonSignaling);
        var high = Avx.Add(Avx.Subtract(Avx.Multiply(d, unit), half), Avx.And(notPositive, away));
        return Avx.ConvertToVector128Int32(Avx.Ceiling(Avx.Subtract(Avx.Multiply(high, sumsPerUnit), Vector256.Create(Slack))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> Exact(Vector256<int> sums) =>
        Avx2PairStep.Rescale(sums, Vector256.Create(_factor.Multiplier), Vector256.Create(_factor.Shift));
}
