namespace EdgeRuntime.Model;

/// <summary>Where a constant lies in the file, for what is wrong with it.</summary>
/// <param name="Tensor">Index.</param>
/// <param name="ByteOffset">From the start of the file.</param>
internal readonly record struct StoredPlace(int Tensor, long ByteOffset)
{
    /// <exception cref="ModelFormatException">The rule does not hold.</exception>
    public void Require(bool holds, string expected)
    {
        if (!holds)
        {
            throw new ModelFormatException(FaultKind.WeightCode, ByteOffset, $"code of constant {Tensor}", expected, "something else");
        }
    }
}
