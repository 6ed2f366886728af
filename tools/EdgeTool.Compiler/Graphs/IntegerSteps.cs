namespace EdgeTool.Compiler;

/// <summary>The steps that a real constant's elements are multiples of, because it was made of integers.</summary>
/// <param name="Scales">One, or one for each index of the axis.</param>
/// <param name="Axis">-1 for one step.</param>
public sealed record IntegerSteps(float[] Scales, int Axis)
{
    /// <summary>Step of one index of an axis; 0 where the steps do not run along it.</summary>
    public float Of(int axis, int index) => Axis < 0 ? Scales[0] : Axis == axis ? Scales[index] : 0;

    /// <summary>Those of a permuted constant, whose dimension i is dimension <paramref name="permutation"/>[i].</summary>
    public IntegerSteps Permuted(ReadOnlySpan<int> permutation) => Axis < 0 ? this : this with { Axis = permutation.IndexOf(Axis) };
}
