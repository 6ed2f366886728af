using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

/// <summary>Sparse variants are bound where leaving out zeros costs less, and nowhere else; on any machine for any other.</summary>
public class SparseChoiceTests
{
    public static TheoryData<CpuFeatures, string> Cores => new()
    {
        { CpuFeatures.AdvSimd | CpuFeatures.Dp, "Dp" },
        { CpuFeatures.AdvSimd, "AdvSimd" },
        { CpuFeatures.Avx2 | CpuFeatures.Avx512BW, "Avx512BW" },
        { CpuFeatures.Avx2, "Avx2" },
    };

    [Theory]
    [MemberData(nameof(Cores))]
    public void ZerosOfManyNeighbouringChannelsAreLeftOut(CpuFeatures core, string isa)
    {
        var weights = Weights(512, 512, together: 64, kept: 2);
        Assert.Equal($"{isa} sparse", FullyConnected(weights, new Shape(512, 512), core));
        Assert.Equal($"{isa} sparse", Pointwise(weights, 512, 512, core));
    }

    [Theory]
    [MemberData(nameof(Cores))]
    public void ZerosOfSingleChannelsAreMultiplied(CpuFeatures core, string isa)
    {
        var weights = Weights(512, 512, together: 1, kept: 2);
        Assert.Equal(isa, FullyConnected(weights, new Shape(512, 512), core));
        Assert.Equal(isa, Pointwise(weights, 512, 512, core));
    }

    [Theory]
    [MemberData(nameof(Cores))]
    public void WithoutZerosOrBelowAWindowOrUnknownTheyAreMultiplied(CpuFeatures core, string isa)
    {
        Assert.Equal(isa, FullyConnected(Weights(512, 512, together: 64, kept: 4), new Shape(512, 512), core));
        Assert.Equal(isa, FullyConnected(Weights(512, 28, together: 64, kept: 1), new Shape(512, 28), core));
        Assert.Equal(isa, FullyConnected([], new Shape(512, 512), core));
    }

    private static string FullyConnected(sbyte[] weights, Shape shape, CpuFeatures core) =>
        Bound(default(FullyConnected), weights, new Shape(1, shape[1]), shape, new Shape(1, shape[0]), core);

    private static string Pointwise(sbyte[] weights, int inC, int outC, CpuFeatures core)
    {
        var record = new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1 };
        return Bound(record, weights, new Shape(1, 8, 8, inC), new Shape(outC, 1, 1, inC), new Shape(1, 8, 8, outC), core);
    }

    private static string Bound<T>(T record, sbyte[] weights, Shape input, Shape shape, Shape output, CpuFeatures core)
        where T : unmanaged, IOperatorRecord<T>
    {
        var operand = TestTensor.PerChannel<sbyte>(shape, new sbyte[shape.ElementCount], 0, [.. Enumerable.Repeat(1f, shape[0])]).Info;
        var operands = new OperandSet(
            [new OperandInfo(ElementType.Int8, input, TensorKind.Arena, 1, 0), operand, OperandInfo.Absent],
            [new OperandInfo(ElementType.Int8, output, TensorKind.Arena, 1, 0)]);
        return KernelCatalog.For(T.OpCode)!.Bind(new StepView(OperatorRecords.ToBytes(record), operands) { Weights = weights }, core, out _).Name;
    }

    /// <summary>Ones, <paramref name="kept"/> of every four, the same ones for <paramref name="together"/> channels.</summary>
    private static sbyte[] Weights(int channels, int depth, int together, int kept)
    {
        var weights = new sbyte[channels * depth];
        for (var i = 0; i < weights.Length; i++)
        {
            var (group, k) = (i / depth / together, i % depth);
            weights[i] = (sbyte)((k + group + (k / 4 * group)) % 4 < kept ? 1 : 0);
        }

        return weights;
    }
}
