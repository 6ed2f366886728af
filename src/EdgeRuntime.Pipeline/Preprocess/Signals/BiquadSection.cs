namespace EdgeRuntime.Pipeline;

/// <summary>One section of a recursive filter: H(z) = (b0 + b1 z^-1 + b2 z^-2) / (1 + a1 z^-1 + a2 z^-2).</summary>
internal readonly record struct BiquadSection(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>Both poles lie inside the unit circle (the triangle of a1 and a2; Oppenheim and Schafer, section 6.7).</summary>
    public bool IsStable => Math.Abs(A2) < 1 && Math.Abs(A1) < 1 + A2;
}
