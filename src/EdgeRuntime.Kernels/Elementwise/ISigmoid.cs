namespace EdgeRuntime.Kernels;

/// <summary>A function with two horizontal limits, in every arithmetic.</summary>
internal interface ISigmoid
{
    /// <summary>Bits of an 8-bit result that lie behind the point.</summary>
    static abstract int ResultBits { get; }

    /// <summary>Largest left shift of a 16-bit argument, see <see cref="SigmoidScaling.From"/>.</summary>
    static abstract int LargestLeftShift { get; }

    static abstract double Of(double x);

    /// <summary>Q(m).(31-m) to Q0.31.</summary>
    static abstract int OfFixed(int x, int integerBits);

    static abstract short OfInt16(short x, in SigmoidScaling scaling);
}
