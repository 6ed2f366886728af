using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>
/// Operators between DequantizeLinear and QuantizeLinear of 16 bits (operator set 21): computed on integers, and within one step of the output
/// of ONNX Runtime; functions by interpolated tables, and sums of both roundings, within two.
/// </summary>
public class QdqWideOperatorTests
{
    private const int Int8 = 3, Int16 = 5;
    private const float XScale = 0.0001f, YScale = 0.00017f;

    [Theory]
    [InlineData("Add", 0.0002f)]
    [InlineData("Sub", 0.0002f)]
    [InlineData("Mul", 0.0004f)]
    public void TwoTensors(string operation, float scale) => Within(1, Y(X()).Node(operation, ["x_r", "y_r"], ["r"]), scale);

    [Fact]
    public void Layers()
    {
        var weights = new byte[108];
        new Random(8).NextBytes(weights);
        var bias = Enumerable.Range(0, 3).Select(i => (i - 1) * 0.7f).ToArray();
        Within(1, Weights(X(), weights, 3, 4, 3, 3).Floats("b", [3], bias).Node("Conv", ["x_r", "w_r", "b"], ["r"]), 0.0005f);
        Within(1, Weights(X(), weights[..36], 4, 1, 3, 3).Node("Conv", ["x_r", "w_r"], ["r"], OnnxBuilder.IntAttribute("group", 4)), 0.0005f);
        Within(1, Weights(X(), weights[..72], 4, 2, 3, 3).Node("ConvTranspose", ["x_r", "w_r"], ["r"], OnnxBuilder.IntsAttribute("strides", 2, 1)), 0.0005f);
        Within(1, Weights(X(), weights[..30], 6, 5).Node("MatMul", ["x_r", "w_r"], ["r"]), 0.0005f);
    }

    [Fact]
    public void PoolsAndMovement()
    {
        Within(0, X().Node("MaxPool", ["x_r"], ["r"], OnnxBuilder.IntsAttribute("kernel_shape", 2, 3)), XScale);
        Within(1, X().Node("AveragePool", ["x_r"], ["r"], OnnxBuilder.IntsAttribute("kernel_shape", 3, 2)), XScale);
        Within(1, X().Node("AveragePool", ["x_r"], ["r"], OnnxBuilder.IntsAttribute("kernel_shape", 3, 2)), 0.00007f);
        Within(0, X().Node("Transpose", ["x_r"], ["r"], OnnxBuilder.IntsAttribute("perm", 0, 3, 1, 2)), XScale);
    }

    [Theory]
    [InlineData("Relu", 0.0001f)]
    [InlineData("LeakyRelu", 0.00012f)]
    [InlineData("Sigmoid", 1f / 32768)]
    [InlineData("Tanh", 1f / 32768)]
    [InlineData("Softmax", 1f / 32768)]
    public void Functions(string function, float scale) => Within(2, X().Node(function, ["x_r"], ["r"]), scale);

    private static OnnxBuilder X() => Quantized(new OnnxBuilder { Opset = 21 }.Input("x", 2, 4, 5, 6), "x", XScale);

    private static OnnxBuilder Y(OnnxBuilder file) => Quantized(file.Input("y", 2, 4, 5, 6), "y", YScale);

    private static OnnxBuilder Quantized(OnnxBuilder file, string name, float scale) => Scale(file, name, scale)
        .Node("QuantizeLinear", [name, name + "s", name + "z"], [name + "_q"])
        .Node("DequantizeLinear", [name + "_q", name + "s", name + "z"], [name + "_r"]);

    private static OnnxBuilder Weights(OnnxBuilder file, byte[] stored, params long[] shape) => file
        .Raw("w_q", Int8, shape, stored).Floats("ws", [], 0.013f).Node("DequantizeLinear", ["w_q", "ws"], ["w_r"]);

    private static OnnxBuilder Scale(OnnxBuilder file, string name, float scale) => file.Floats(name + "s", [], scale).Raw(name + "z", Int16, [], [0, 0]);

    private static void Within(int steps, OnnxBuilder file, float scale)
    {
        var bytes = Scale(file, "o", scale)
            .Node("QuantizeLinear", ["r", "os", "oz"], ["r_q"]).Node("DequantizeLinear", ["r_q", "os", "oz"], ["out"]).Output("out", SideBySide.Open(4)).ToBytes();
        var graph = OnnxImporter.Import(bytes);
        GraphSimplifier.Simplify(graph);
        Assert.All(graph.Nodes, n => Assert.True(
            n.OpCode is OpCode.QuantizeLinear or OpCode.Dequantize || n.Inputs.All(v => v is not { Type: ElementType.Float32 })
            || (n.OpCode is OpCode.Transpose or OpCode.Reshape && graph.Outputs.Contains(n.Outputs[0])), string.Join("; ", graph.Nodes)));
        var (expected, found) = SideBySide.Run(bytes);
        var worst = expected.Zip(found, (e, f) => Math.Abs(e - f) / scale).Max();
        Assert.True(expected.Distinct().Count() > 10, "The outputs hardly vary.");
        Assert.True(worst <= steps + 0.01, $"{worst} steps");
    }
}
