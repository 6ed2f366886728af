using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>
/// Operators between DequantizeLinear and QuantizeLinear: computed on integers, and within one step of the output of ONNX Runtime, on random
/// numbers with scales that all differ.
/// </summary>
public class QdqOperatorTests
{
    private const int UInt8 = 2, Int8 = 3;

    private const float XScale = 0.03f, YScale = 0.05f;

    [Theory]
    [InlineData(Int8, "Add", 0.06f)]
    [InlineData(UInt8, "Add", 0.06f)]
    [InlineData(Int8, "Sub", 0.06f)]
    [InlineData(UInt8, "Sub", 0.06f)]
    [InlineData(Int8, "Mul", 0.08f)]
    [InlineData(UInt8, "Mul", 0.08f)]
    [InlineData(Int8, "Max", 0.04f)]
    [InlineData(UInt8, "Min", 0.04f)]
    public void TwoTensors(int type, string operation, float scale) =>
        Within(1, Y(X(type), type).Node(operation, ["x_r", "y_r"], ["r"]), type, scale);

    /// <summary>A squeeze and excitation block: a channel's factor for all its pixels.</summary>
    [Fact]
    public void AFactorForEachChannel() =>
        Within(1, Quantized(X(UInt8).Input("y", 2, 4, 1, 1), "y", UInt8, YScale, 90).Node("Mul", ["x_r", "y_r"], ["r"]), UInt8, 0.08f);

    /// <summary>Constants whose zero point is not 0, and whose steps no int8 with zero point 0 would hold.</summary>
    [Theory]
    [InlineData(Int8, -100)]
    [InlineData(Int8, 0)]
    [InlineData(UInt8, 3)]
    [InlineData(UInt8, 250)]
    public void AConstantWithAnyZeroPoint(int type, int zeroPoint)
    {
        byte[] stored = type == Int8 ? [0x80, 0, 0x7f, 0xce] : [0, 255, 7, 130];
        foreach (var operation in (string[])["Add", "Mul"])
        {
            Within(1, Constant(X(type), "c", type, zeroPoint, stored, 1, 4, 1, 1).Node(operation, ["x_r", "c_r"], ["r"]), type, 0.15f);
        }
    }

    [Theory]
    [InlineData(Int8)]
    [InlineData(UInt8)]
    public void PoolsThatRescale(int type)
    {
        Within(0, X(type).Node("MaxPool", ["x_r"], ["r"], OnnxBuilder.IntsAttribute("kernel_shape", 2, 3), OnnxBuilder.IntsAttribute("pads", 1, 0, 0, 1)), type, 0.02f);
        Within(1, X(type).Node("AveragePool", ["x_r"], ["r"], OnnxBuilder.IntsAttribute("kernel_shape", 3, 2), OnnxBuilder.IntsAttribute("strides", 2, 2)), type, 0.012f);
        Within(1, X(type).Node("AveragePool", ["x_r"], ["r"], OnnxBuilder.IntsAttribute("kernel_shape", 2, 2)), type, 0.05f);
    }

    [Theory]
    [InlineData(Int8)]
    [InlineData(UInt8)]
    public void MovementThatRescales(int type)
    {
        Within(0, Y(X(type), type).Node("Concat", ["x_r", "y_r"], ["r"], OnnxBuilder.IntAttribute("axis", 1)), type, 0.04f);
        Within(0, X(type).Node("Transpose", ["x_r"], ["r"], OnnxBuilder.IntsAttribute("perm", 0, 3, 1, 2)), type, 0.04f);
        Within(0, X(type).Longs("start", [1], 1).Longs("end", [1], 4).Longs("axis", [1], 2).Node("Slice", ["x_r", "start", "end", "axis"], ["r"]), type, 0.04f);
    }

    [Theory]
    [InlineData(Int8)]
    [InlineData(UInt8)]
    public void TransposedConvolution(int type)
    {
        var random = new Random(8);
        var weights = new byte[4 * 3 * 3 * 2];
        random.NextBytes(weights);
        Within(1, Constant(X(type), "w", Int8, 0, weights, 4, 3, 3, 2).Node("ConvTranspose", ["x_r", "w_r"], ["r"], OnnxBuilder.IntsAttribute("strides", 2, 1), OnnxBuilder.IntsAttribute("pads", 1, 0, 1, 1)), type, 0.4f);
    }

    /// <summary>Attention: both factors are activations.</summary>
    [Theory]
    [InlineData(Int8)]
    [InlineData(UInt8)]
    public void MatricesOfActivations(int type) =>
        Within(1, Quantized(X(type).Input("y", 2, 4, 5, 6), "y", type, YScale, type == Int8 ? -8 : 120)
            .Node("Transpose", ["y_r"], ["t"], OnnxBuilder.IntsAttribute("perm", 0, 1, 3, 2)).Node("MatMul", ["x_r", "t"], ["r"]), type, 0.2f);

    /// <summary>x_q, and x_r that is real again.</summary>
    private static OnnxBuilder X(int type) => Quantized(new OnnxBuilder().Input("x", 2, 4, 5, 6), "x", type, XScale, type == Int8 ? 5 : 110);

    private static OnnxBuilder Y(OnnxBuilder file, int type) => Quantized(file.Input("y", 2, 4, 5, 6), "y", type, YScale, type == Int8 ? -20 : 140);

    private static OnnxBuilder Quantized(OnnxBuilder file, string name, int type, float scale, int zeroPoint) => Scale(file, name, type, scale, zeroPoint)
        .Node("QuantizeLinear", [name, name + "s", name + "z"], [name + "_q"])
        .Node("DequantizeLinear", [name + "_q", name + "s", name + "z"], [name + "_r"]);

    private static OnnxBuilder Constant(OnnxBuilder file, string name, int type, int zeroPoint, byte[] stored, params long[] shape) =>
        Scale(file, name, type, 0.02f, zeroPoint).Raw(name + "_q", type, shape, stored).Node("DequantizeLinear", [name + "_q", name + "s", name + "z"], [name + "_r"]);

    private static OnnxBuilder Scale(OnnxBuilder file, string name, int type, float scale, int zeroPoint) =>
        file.Floats(name + "s", [], scale).Raw(name + "z", type, [], [unchecked((byte)zeroPoint)]);

    /// <summary>Quantizes r and compares with ONNX Runtime in steps; nothing but the conversions at the borders computes with reals.</summary>
    private static void Within(int steps, OnnxBuilder file, int type, float scale)
    {
        var bytes = Scale(file, "o", type, scale, type == Int8 ? 7 : 100)
            .Node("QuantizeLinear", ["r", "os", "oz"], ["r_q"]).Node("DequantizeLinear", ["r_q", "os", "oz"], ["out"]).Output("out", SideBySide.Open(4)).ToBytes();
        var graph = OnnxImporter.Import(bytes);
        GraphSimplifier.Simplify(graph);
        Assert.All(graph.Nodes, n => Assert.True(
            n.OpCode is OpCode.QuantizeLinear or OpCode.Quantize or OpCode.Dequantize || n.Inputs.All(v => v is not { Type: ElementType.Float32 })
            || (n.OpCode is OpCode.Transpose or OpCode.Reshape && graph.Outputs.Contains(n.Outputs[0])), string.Join("; ", graph.Nodes)));
        var (expected, found) = SideBySide.Run(bytes);
        Assert.True(expected.Distinct().Count() > 10, "The outputs hardly vary.");
        Assert.All(expected.Zip(found), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= (steps + 0.01) * scale, $"expected {pair.First / scale}, found {pair.Second / scale} steps"));
    }
}
