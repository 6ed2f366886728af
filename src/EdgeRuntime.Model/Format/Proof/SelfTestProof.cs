using System.Buffers.Binary;

namespace EdgeRuntime.Model;

/// <summary>The self-test section: its length must be what the count and the interface's sizes say.</summary>
internal static class SelfTestProof
{
    /// <returns>Number of cases.</returns>
    public static int Prove(in SectionTable sections, long caseBytes)
    {
        var bytes = sections.BytesOf(SectionKind.SelfTest);
        var at = sections.OffsetOf(SectionKind.SelfTest);
        Fault.Unless(bytes.Length >= sizeof(int), FaultKind.SelfTestLength, at, "self-test bytes", "at least 4", bytes.Length);
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        Fault.Unless(count is >= 0 and <= FormatLimits.SelfTestCases, FaultKind.SelfTestLength, at, "self-test cases", $"0..{FormatLimits.SelfTestCases}", count);
        var expected = Extent.Add(sizeof(int), Extent.Multiply(count, caseBytes));
        Fault.Unless(bytes.Length == expected, FaultKind.SelfTestLength, at, "self-test bytes", $"{expected}", bytes.Length);
        return count;
    }
}
