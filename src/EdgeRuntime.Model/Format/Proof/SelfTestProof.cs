using System.Buffers.Binary;

namespace EdgeRuntime.Model;

/// <summary>The self-test section: its length must be what the count and the interface's sizes say.</summary>
internal static class SelfTestProof
{
    /// <summary>The inputs are those of <see cref="SelfTestInputs"/> and are not stored.</summary>
    public const int GeneratedInputs = 1;

    /// <returns>Number of cases, and whether their inputs are generated.</returns>
    public static (int Count, bool AreInputsGenerated) Prove(in SectionTable sections, long inputBytes, long outputBytes)
    {
        var bytes = sections.BytesOf(SectionKind.SelfTest);
        var at = sections.OffsetOf(SectionKind.SelfTest);
        Fault.Unless(bytes.Length >= sizeof(int), FaultKind.SelfTestLength, at, "self-test bytes", "at least 4", bytes.Length);
        var (count, inputs) = (BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));
        Fault.Unless(count <= FormatLimits.SelfTestCases, FaultKind.SelfTestLength, at, "self-test cases", $"0..{FormatLimits.SelfTestCases}", count);
        Fault.Unless(inputs <= GeneratedInputs, FaultKind.SelfTestLength, at + 2, "self-test inputs", "0, stored, or 1, generated", inputs);
        var isGenerated = inputs == GeneratedInputs;
        var expected = Extent.Add(sizeof(int), Extent.Multiply(count, Extent.Add(isGenerated ? 0 : inputBytes, outputBytes)));
        Fault.Unless(bytes.Length == expected, FaultKind.SelfTestLength, at, "self-test bytes", $"{expected}", bytes.Length);
        return (count, isGenerated);
    }
}
