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
        [OpCode.Conv2D] = 28,
        [OpCode.DepthwiseConv2D] = 32,
        [OpCode.FullyConnected] = 4,
        [OpCode.TransposeConv] = 20,
        [OpCode.BatchMatMul] = 8,
        [OpCode.Add] = 4,
        [OpCode.Sub] = 4,
        [OpCode.Mul] = 4,
        [OpCode.Minimum] = 0,
        [OpCode.Maximum] = 0,
        [OpCode.SquaredDifference] = 0,
        [OpCode.PRelu] = 0,
        [OpCode.Relu] = 0,
        [OpCode.Relu6] = 0,
        [OpCode.LeakyRelu] = 4,
        [OpCode.HardSwish] = 0,
        [OpCode.Logistic] = 0,
        [OpCode.Tanh] = 0,
        [OpCode.Rsqrt] = 0,
        [OpCode.Softmax] = 4,
        [OpCode.LogSoftmax] = 0,
        [OpCode.Lookup] = 0,
        [OpCode.Quantize] = 0,
        [OpCode.Dequantize] = 4,
        [OpCode.Cast] = 0,
        [OpCode.AveragePool2D] = 28,
        [OpCode.MaxPool2D] = 28,
        [OpCode.Mean] = 8,
        [OpCode.ArgMax] = 4,
        [OpCode.ResizeNearestNeighbor] = 8,
        [OpCode.ResizeBilinear] = 8,
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
        [OpCode.Svdf] = 8,
        [OpCode.UnidirectionalSequenceLstm] = 8,
        [OpCode.ReadVariable] = 0,
        [OpCode.AssignVariable] = 0,
        [OpCode.UnaryMath] = 12,
        [OpCode.BinaryMath] = 4,
        [OpCode.Where] = 0,
        [OpCode.Reduce] = 12,
        [OpCode.CumSum] = 12,
        [OpCode.Normalize] = 12,
        [OpCode.LocalResponseNormalization] = 20,
        [OpCode.QuantizeLinear] = 0,
        [OpCode.MatMulInteger] = 0,
        [OpCode.Expand] = 0,
        [OpCode.GatherElements] = 4,
        [OpCode.GatherNd] = 4,
        [OpCode.ScatterElements] = 8,
        [OpCode.ScatterNd] = 4,
        [OpCode.TopK] = 8,
        [OpCode.Resample] = 4,
        [OpCode.Recurrent] = 56,
        [OpCode.NonMaxSuppression] = 12,
        [OpCode.SignalWindow] = 4,
        [OpCode.SignalFftAutoScale] = 0,
        [OpCode.SignalRfft] = 4,
        [OpCode.SignalEnergy] = 8,
        [OpCode.SignalFilterBank] = 4,
        [OpCode.SignalFilterBankSquareRoot] = 0,
        [OpCode.SignalFilterBankSpectralSubtraction] = 32,
        [OpCode.SignalPcan] = 4,
        [OpCode.SignalFilterBankLog] = 8,
        [OpCode.BinaryConv2D] = 36,
        [OpCode.BinaryFullyConnected] = 8,
        [OpCode.Binarize] = 0,
    };

    [Fact]
    public void OperatorRecordsKeepTheirSize() => Broken.None(
        "Operator: bytes in the file, and bytes that this test pins.",
        from opCode in OperatorLaws.All.Select(l => l.OpCode).Union(RecordBytes.Keys)
        let found = OperatorLaws.For(opCode)?.RecordSizeBytes
        let pinned = RecordBytes.TryGetValue(opCode, out var bytes) ? bytes : (int?)null
        where found != pinned
        select $"{opCode}: {found?.ToString() ?? "none"}, {pinned?.ToString() ?? "none"}");

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
