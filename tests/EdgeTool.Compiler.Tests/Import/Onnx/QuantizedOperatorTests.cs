using System.Runtime.InteropServices;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Quantized operators beside ONNX Runtime: real inputs, quantized by both, and results within one step of the output's scale.</summary>
public class QuantizedOperatorTests
{
    private const string Microsoft = "com.microsoft";

    private const float InputScale = 0.03f, SecondScale = 0.05f, OutputScale = 0.04f;

    private const int UInt8 = 2, Int8 = 3, Int32 = 6, Float = 1;

    private static readonly string[] X = ["x_q", "xs", "xz"], Y = ["y_q", "ys", "yz"], Out = ["os", "oz"];

    [Theory]
    [InlineData(Int8)]
    [InlineData(UInt8)]
    public void SumsAndProducts(int type)
    {
        Within(1, Two(type).DomainNode(Microsoft, "QLinearAdd", [.. X, .. Y, .. Out], ["r_q"]));
        Within(1, Two(type).DomainNode(Microsoft, "QLinearMul", [.. X, .. Y, .. Out], ["r_q"]));
    }

    [Theory]
    [InlineData(Int8)]
    [InlineData(UInt8)]
    public void FunctionsOfOneTensor(int type)
    {
        Within(1, One(type).DomainNode(Microsoft, "QLinearSigmoid", [.. X, .. Out], ["r_q"]));
        Within(1, One(type).DomainNode(Microsoft, "QLinearLeakyRelu", [.. X, .. Out], ["r_q"], OnnxBuilder.FloatAttribute("alpha", 0.2f)));
        Within(1, One(type, 1f / 256, type == Int8 ? -128 : 0).DomainNode(
            Microsoft, "QLinearSoftmax", [.. X, .. Out], ["r_q"], OnnxBuilder.IntAttribute("axis", -1), OnnxBuilder.IntAttribute("opset", 13)));
    }

    [Theory]
    [InlineData(Int8)]
    [InlineData(UInt8)]
    public void Pools(int type)
    {
        Within(1, One(type).DomainNode(Microsoft, "QLinearGlobalAveragePool", [.. X, .. Out], ["r_q"]));
        Within(1, One(type).DomainNode(Microsoft, "QLinearGlobalAveragePool", [.. X, .. Out], ["r_q"], OnnxBuilder.IntAttribute("channels_last", 1)));
        Within(1, One(type).DomainNode(
            Microsoft, "QLinearAveragePool", [.. X, .. Out], ["r_q"], OnnxBuilder.IntsAttribute("kernel_shape", 2, 3), OnnxBuilder.IntsAttribute("strides", 1, 2)));
    }

    [Theory]
    [InlineData(Int8)]
    [InlineData(UInt8)]
    public void JoinedTensors(int type) =>
        Within(1, Two(type).DomainNode(Microsoft, "QLinearConcat", [.. Out, .. X, .. Y], ["r_q"], OnnxBuilder.IntAttribute("axis", 1)));

    [Theory]
    [InlineData(Int8)]
    [InlineData(UInt8)]
    public void ConvolutionsAndMatrices(int type)
    {
        var random = new Random(3);
        Within(1, One(type)
            .Raw("w", type, [5, 3, 3, 2], Bytes(random, 90)).Floats("ws", [5], 0.01f, 0.02f, 0.015f, 0.03f, 0.012f).Raw("wz", type, [5], type == Int8 ? new byte[5] : [.. Enumerable.Repeat((byte)128, 5)])
            .Raw("bias", Int32, [5], MemoryMarshal.AsBytes<int>([100, -2000, 0, 500, -50]).ToArray())
            .Node("QLinearConv", [.. X, "w", "ws", "wz", .. Out, "bias"], ["r_q"], OnnxBuilder.IntsAttribute("pads", 1, 0, 1, 1), OnnxBuilder.IntsAttribute("strides", 2, 1)));
        Within(1, One(type)
            .Raw("w", type, [6, 4], Bytes(random, 24)).Floats("ws", [], 0.02f).Raw("wz", type, [], [3])
            .Node("QLinearMatMul", [.. X, "w", "ws", "wz", .. Out], ["r_q"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Gemm(int transposed)
    {
        var file = Quantized(new OnnxBuilder().Input("x", 4, 6), "x", UInt8, InputScale, 120);
        Within(1, Target(file, UInt8, OutputScale, 130)
            .Raw("w", UInt8, transposed == 1 ? [3, 6] : [6, 3], Bytes(new Random(4), 18)).Floats("ws", [], 0.02f).Raw("wz", UInt8, [], [110])
            .Raw("c", Int32, [3], MemoryMarshal.AsBytes<int>([1000, -300, 20]).ToArray())
            .DomainNode(Microsoft, "QGemm", [.. X, "w", "ws", "wz", "c", .. Out], ["r_q"], OnnxBuilder.FloatAttribute("alpha", 0.5f), OnnxBuilder.IntAttribute("transB", transposed)), rank: 2);
    }

    [Fact]
    public void IntegerProductsAreExact()
    {
        var random = new Random(5);

        // Two products of uint8 and weights of 7 bits fit 16 bits: on CPUs without VNNI ONNX Runtime adds them with saturation.
        var weights = Array.ConvertAll(Bytes(random, 2800), b => (byte)((sbyte)b >> 1));
        var matrices = Quantized(new OnnxBuilder().Input("x", 2, 3, 700), "x", UInt8, 0.01f, 100).Raw("w", Int8, [700, 4], weights).Raw("wz", Int8, [], [5]);
        Within(0, matrices.Node("MatMulInteger", ["x_q", "w", "xz", "wz"], ["r_q"]), rank: 3);
        var images = Quantized(new OnnxBuilder().Input("x", 1, 40, 5, 5), "x", UInt8, 0.01f, 100).Raw("w", UInt8, [3, 40, 3, 3], Bytes(random, 1080)).Raw("wz", UInt8, [], [7]);
        Within(0, images.Node("ConvInteger", ["x_q", "w", "xz", "wz"], ["r_q"]));
    }

    [Fact]
    public void DynamicRangesAreThoseOfTheTensor() =>
        Within(0, new OnnxBuilder().Input("x", 3, 50).Node("DynamicQuantizeLinear", ["x"], ["r_q", "s", "z"]), rank: 2);

    private static OnnxBuilder One(int type, float scale = OutputScale, int zeroPoint = 10) =>
        Target(Quantized(new OnnxBuilder().Input("x", 2, 3, 5, 6), "x", type, InputScale, 7), type, scale, zeroPoint);

    private static OnnxBuilder Two(int type) => Quantized(One(type).Input("y", 2, 3, 5, 6), "y", type, SecondScale, 20);

    /// <summary>NAME_q is NAME quantized by NAMEs and NAMEz (their first letters).</summary>
    private static OnnxBuilder Quantized(OnnxBuilder file, string name, int type, float scale, int zeroPoint) => file
        .Floats(name + "s", [], scale).Raw(name + "z", type, [], [(byte)zeroPoint])
        .Node("QuantizeLinear", [name, name + "s", name + "z"], [name + "_q"]);

    /// <summary>Scale and zero point of the result.</summary>
    private static OnnxBuilder Target(OnnxBuilder file, int type, float scale, int zeroPoint) => file
        .Floats("os", [], scale).Raw("oz", type, [], [unchecked((byte)zeroPoint)]);

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Runs the file with both and compares the integers of the tensor r_q.</summary>
    private static void Within(int steps, OnnxBuilder file, int rank = 4)
    {
        var (expected, found) = SideBySide.Run(
            file.Node("Cast", ["r_q"], ["r"], OnnxBuilder.IntAttribute("to", Float)).Output("r", SideBySide.Open(rank)).ToBytes());
        Assert.True(expected.Distinct().Count() > 2, "The outputs hardly vary.");
        Assert.All(expected.Zip(found), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= steps, $"expected {pair.First}, found {pair.Second}"));
    }
}
