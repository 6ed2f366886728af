using TestKit;
using static TestKit.OnnxBuilder;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Operators on reals beside ONNX Runtime, each with its defaults and with attributes.</summary>
public class FloatOperatorTests
{
    private const int Bool = 9, UInt8 = 2, Int32 = 6, Int64 = 7, Float = 1;

    public static TheoryData<string> Functions =>
    [
        "Abs", "Neg", "Sign", "Exp", "Log", "Sqrt", "Reciprocal", "Floor", "Ceil", "Round", "Erf", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh",
        "Asinh", "Acosh", "Atanh", "Softplus", "Softsign", "Mish", "Elu", "Celu", "Selu", "HardSigmoid", "ThresholdedRelu", "Shrink", "Gelu", "Hardmax",
        "LpNormalization", "MeanVarianceNormalization",
    ];

    public static TheoryData<string> Reductions =>
        ["ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceSumSquare"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void FunctionsWithTheirDefaults(string type) => Agrees(Image(20).Node(type, ["x"], ["r"]), 4);

    [Fact]
    public void FunctionsWithAttributes()
    {
        Agrees(Image().Node("Elu", ["x"], ["r"], FloatAttribute("alpha", 2)), 4);
        Agrees(Image().Node("Celu", ["x"], ["r"], FloatAttribute("alpha", 0.3f)), 4);
        Agrees(Image().Node("Selu", ["x"], ["r"], FloatAttribute("alpha", 2), FloatAttribute("gamma", 3)), 4);
        Agrees(Image().Node("HardSigmoid", ["x"], ["r"], FloatAttribute("alpha", 0.4f), FloatAttribute("beta", 0.3f)), 4);
        Agrees(Image().Node("ThresholdedRelu", ["x"], ["r"], FloatAttribute("alpha", 0.7f)), 4);
        Agrees(Image().Node("Shrink", ["x"], ["r"], FloatAttribute("lambd", 1.5f), FloatAttribute("bias", 0.5f)), 4);
        Agrees(Image(20).Node("Gelu", ["x"], ["r"], TextAttribute("approximate", "tanh")), 4);
        Agrees(Image().DomainNode("com.microsoft", "Gelu", ["x"], ["r"]), 4);
        Agrees(Image(11).Node("Hardmax", ["x"], ["r"], IntAttribute("axis", 2)), 4);
        Agrees(Image().Node("Hardmax", ["x"], ["r"], IntAttribute("axis", 1)), 4);
    }

    [Theory]
    [MemberData(nameof(Reductions))]
    public void ReductionsOverSomeAxesAndAll(string type)
    {
        Agrees(Positive(18).Node(type, ["p"], ["r"]), 4);
        Agrees(Positive(18).Node(type, ["p"], ["r"], IntAttribute("keepdims", 0)), 0);
        Agrees(Positive(18).Longs("axes", [2], -1, 1).Node(type, ["p", "axes"], ["r"]), 4);
        Agrees(Positive(18).Longs("axes", [1], 2).Node(type, ["p", "axes"], ["r"], IntAttribute("keepdims", 0)), 3);
        Agrees(Positive(18).Longs("axes", [0]).Node(type, ["p", "axes"], ["r"], IntAttribute("noop_with_empty_axes", 0)), 4);
        Agrees(type == "ReduceSum" ? Positive(11).Node(type, ["p"], ["r"], IntsAttribute("axes", 0, 3)) : Positive(13).Node(type, ["p"], ["r"], IntsAttribute("axes", 0, 3)), 4);
    }

    [Fact]
    public void Normalizations()
    {
        float[] three = [0.5f, -1, 2], shift = [0.1f, 0.2f, -0.3f];
        Agrees(Image().Floats("s", [3], three).Floats("b", [3], shift).Node("InstanceNormalization", ["x", "s", "b"], ["r"], FloatAttribute("epsilon", 0.01f)), 4);
        Agrees(Image().Floats("s", [6], 1, 2, 3, 4, 5, 6).Floats("b", [6], 6, 5, 4, 3, 2, 1).Node("LayerNormalization", ["x", "s", "b"], ["r"]), 4);
        Agrees(Image().Floats("s", [5, 6], [.. Enumerable.Range(0, 30).Select(i => i * 0.1f)]).Node("LayerNormalization", ["x", "s"], ["r"], IntAttribute("axis", 2)), 4);
        Agrees(Image().Floats("s", [6], 1, 2, 3, 4, 5, 6).Node("LayerNormalization", ["x", "s"], ["y", "r"]), 4);
        Agrees(Image().Floats("s", [6], 1, 2, 3, 4, 5, 6).Node("LayerNormalization", ["x", "s"], ["y", "", "r"]), 4);
        Agrees(Image(23).Floats("s", [6], 1, 2, 3, 4, 5, 6).Node("RMSNormalization", ["x", "s"], ["r"]), 4);
        Agrees(Image(21).Floats("s", [3], three).Floats("b", [3], shift).Node("GroupNormalization", ["x", "s", "b"], ["r"], IntAttribute("num_groups", 1)), 4);
        Agrees(Image().Node("LpNormalization", ["x"], ["r"], IntAttribute("p", 1), IntAttribute("axis", 1)), 4);
        Agrees(Image().Node("LRN", ["x"], ["r"], IntAttribute("size", 3), FloatAttribute("alpha", 0.5f), FloatAttribute("bias", 2)), 4);
        Agrees(Image().Node("LRN", ["x"], ["r"], IntAttribute("size", 5), FloatAttribute("beta", 0.5f)), 4);
    }

    [Fact]
    public void FunctionsOfTwoTensors()
    {
        var two = () => Positive(17).Input("y", 3, 1, 6);
        Agrees(two().Node("Div", ["y", "p"], ["r"]), 4);
        Agrees(two().Node("Pow", ["p", "y"], ["r"]), 4);
        Agrees(two().Node("Mod", ["y", "p"], ["r"], IntAttribute("fmod", 1)), 4);
        foreach (var comparison in new[] { "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual" })
        {
            Agrees(two().Node("Round", ["y"], ["a"]).Node("Round", ["x"], ["b"]).Node(comparison, ["a", "b"], ["c"]).Node("Cast", ["c"], ["r"], IntAttribute("to", Float)), 4);
        }

        foreach (var logic in new[] { "And", "Or", "Xor" })
        {
            Agrees(two().Node("Greater", ["x", "y"], ["a"]).Node("Less", ["p", "y"], ["b"]).Node(logic, ["a", "b"], ["c"]).Node("Not", ["c"], ["d"])
                .Node("Cast", ["d"], ["r"], IntAttribute("to", Float)), 4);
        }

        Agrees(two().Node("Greater", ["x", "y"], ["a"]).Node("Where", ["a", "x", "y"], ["r"]), 4);
        Agrees(Image().Node("Sqrt", ["x"], ["a"]).Node("IsNaN", ["a"], ["b"]).Node("Cast", ["b"], ["r"], IntAttribute("to", Float)), 4);
        Agrees(Image(20).Node("Round", ["x"], ["a"]).Node("Reciprocal", ["a"], ["b"]).Node("IsInf", ["b"], ["c"]).Node("Cast", ["c"], ["r"], IntAttribute("to", Float)), 4);
    }

    [Fact]
    public void FunctionsOfIntegers()
    {
        var integers = (int type) => Positive(18).Floats("hundred", [], 40).Node("Mul", ["x", "hundred"], ["wide"]).Node("Cast", ["wide"], ["i"], IntAttribute("to", type))
            .Node("Mul", ["p", "hundred"], ["positive"]).Node("Cast", ["positive"], ["u"], IntAttribute("to", UInt8));
        foreach (var function in new[] { "BitwiseAnd", "BitwiseOr", "BitwiseXor" })
        {
            Agrees(integers(Int32).Raw("c", Int32, [], [0x55, 0, 0, 0]).Node(function, ["i", "c"], ["a"]).Node("BitwiseNot", ["a"], ["b"]).Node("Cast", ["b"], ["r"], IntAttribute("to", Float)), 4);
        }

        foreach (var direction in new[] { "LEFT", "RIGHT" })
        {
            Agrees(integers(Int32).Raw("c", UInt8, [6], [0, 1, 2, 3, 4, 7]).Node("BitShift", ["u", "c"], ["a"], TextAttribute("direction", direction))
                .Node("Cast", ["a"], ["r"], IntAttribute("to", Float)), 4);
        }

        foreach (var type in new[] { Int32, Int64 })
        {
            var divisor = integers(type).Floats("d", [3, 1, 1], 7, -7, 3).Node("Cast", ["d"], ["c"], IntAttribute("to", type));
            Agrees(divisor.Node("Mod", ["i", "c"], ["m"]).Node("Div", ["i", "c"], ["q"]).Node("Sub", ["m", "q"], ["a"]).Node("Abs", ["a"], ["b"])
                .Node("Cast", ["b"], ["r"], IntAttribute("to", Float)), 4);
            Agrees(integers(type).Longs("axis", [], 2).Node("CumSum", ["i", "axis"], ["a"], IntAttribute("exclusive", 1), IntAttribute("reverse", 1))
                .Node("Cast", ["a"], ["r"], IntAttribute("to", Float)), 4);
        }

        Agrees(Image().Longs("axis", [], -1).Node("CumSum", ["x", "axis"], ["r"]), 4);
        Agrees(Image().Node("Cast", ["x"], ["b"], IntAttribute("to", Bool)).Node("Not", ["b"], ["c"]).Node("Cast", ["c"], ["r"], IntAttribute("to", Float)), 4);
    }

    private static OnnxBuilder Image(long opset = 18) => new OnnxBuilder { Opset = opset }.Input("x", 2, 3, 5, 6);

    /// <summary>x, and p above 0: |x| + 0.1.</summary>
    private static OnnxBuilder Positive(long opset) =>
        Image(opset).Floats("tenth", [], 0.1f).Node("Abs", ["x"], ["magnitude"]).Node("Add", ["magnitude", "tenth"], ["p"]);

    private static void Agrees(OnnxBuilder file, int rank)
    {
        var (expected, found) = SideBySide.Run(file.Output("r", SideBySide.Open(rank)).ToBytes());
        Assert.All(expected.Zip(found), pair => Assert.True(
            pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= 1e-6 + (1e-4 * Math.Abs(pair.First)), $"expected {pair.First}, found {pair.Second}"));
    }
}
