using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace Laws.Tests;

/// <summary>
/// Bytes of everything that lies in a file as it lies in memory. A file written by one version is read by the next: a number here
/// changes only together with the format's version.
/// </summary>
public class RecordSizeLaws
{
    private static readonly Dictionary<OpCode, int> RecordBytes = new()
    {
        [OpCode.Relu] = 0,
        [OpCode.Reshape] = 0,
        [OpCode.Squeeze] = 0,
        [OpCode.ExpandDims] = 4,
        [OpCode.Transpose] = 24,
        [OpCode.Concatenation] = 4,
        [OpCode.Split] = 4,
        [OpCode.Slice] = 24,
        [OpCode.StridedSlice] = 72,
        [OpCode.Pack] = 4,
        [OpCode.Unpack] = 4,
        [OpCode.Pad] = 48,
        [OpCode.PadV2] = 48,
        [OpCode.Gather] = 8,
        [OpCode.ReverseSequence] = 8,
        [OpCode.SpaceToBatchNd] = 24,
        [OpCode.BatchToSpaceNd] = 24,
    };

    [Fact]
    public void OperatorRecordsKeepTheirSize() => Assert.Equal(
        RecordBytes.OrderBy(p => p.Key).Select(p => $"{p.Key} {p.Value}"),
        OperatorLaws.All.OrderBy(l => l.OpCode).Select(l => $"{l.OpCode} {l.RecordSizeBytes}"));

    [Fact]
    public void OperatorNumbersAreNeverReused() => Assert.Equal(
        Enum.GetValues<OpCode>().Length, Enum.GetValues<OpCode>().Distinct().Count());

    [Fact]
    public void FileRecordsKeepTheirSize()
    {
        Assert.Equal(64, Unsafe.SizeOf<FileHeader>());
        Assert.Equal(24, Unsafe.SizeOf<SectionRecord>());
        Assert.Equal(80, Unsafe.SizeOf<TensorRecord>());
        Assert.Equal(48, Unsafe.SizeOf<StepRecord>());
        Assert.Equal(28, Unsafe.SizeOf<Shape>());
        Assert.Equal(24, Unsafe.SizeOf<PerAxis>());
    }
}
