using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>A complex number in 16-bit fixed point, 15 fractional bits. Sums wrap, products and quotients round half up.</summary>
internal readonly struct ComplexInt16(int real, int imaginary)
{
    private const int FractionBits = 15, One = short.MaxValue;

    public readonly short Real = (short)real;
    public readonly short Imaginary = (short)imaginary;

    public static ComplexInt16 operator +(ComplexInt16 a, ComplexInt16 b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

    public static ComplexInt16 operator -(ComplexInt16 a, ComplexInt16 b) => new(a.Real - b.Real, a.Imaginary - b.Imaginary);

    public static ComplexInt16 operator *(ComplexInt16 a, ComplexInt16 b) => new(
        Rounded((a.Real * b.Real) - (a.Imaginary * b.Imaginary)),
        Rounded((a.Real * b.Imaginary) + (a.Imaginary * b.Real)));

    /// <summary>Times 32767 / divisor, that quotient cut to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexInt16 DividedBy(int divisor) => new(Rounded(Real * (One / divisor)), Rounded(Imaginary * (One / divisor)));

    /// <summary>Times -i.</summary>
    public ComplexInt16 TurnedBack => new(Imaginary, -Real);

    public ComplexInt16 Conjugate => new(Real, -Imaginary);

    /// <summary>exp(i * angle).</summary>
    public static ComplexInt16 Unit(double angle) =>
        new((int)Math.Floor(0.5 + (One * Math.Cos(angle))), (int)Math.Floor(0.5 + (One * Math.Sin(angle))));

    private static int Rounded(int product) => (product + (1 << (FractionBits - 1))) >> FractionBits;
}
