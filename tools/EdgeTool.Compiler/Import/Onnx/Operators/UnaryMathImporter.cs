using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>A function of each element that <see cref="UnaryMath"/> has under a name of its own.</summary>
/// <param name="opType">op_type of the node.</param>
/// <param name="function">The function.</param>
/// <param name="alpha">Attribute that is its first parameter, and what stands for it when left out.</param>
/// <param name="beta">The same for the second.</param>
internal sealed class UnaryMathImporter(
    string opType, UnaryFunction function, (string Attribute, float Default)? alpha = null, (string Attribute, float Default)? beta = null) : IOnnxImporter
{
    /// <summary>Operators of the standard domain that need nothing but a name.</summary>
    public static IReadOnlyList<IOnnxImporter> All { get; } =
    [
        new UnaryMathImporter("Abs", UnaryFunction.Abs),
        new UnaryMathImporter("Neg", UnaryFunction.Neg),
        new UnaryMathImporter("Sign", UnaryFunction.Sign),
        new UnaryMathImporter("Not", UnaryFunction.Not),
        new UnaryMathImporter("Exp", UnaryFunction.Exp),
        new UnaryMathImporter("Log", UnaryFunction.Log),
        new UnaryMathImporter("Sqrt", UnaryFunction.Sqrt),
        new UnaryMathImporter("Reciprocal", UnaryFunction.Reciprocal),
        new UnaryMathImporter("Floor", UnaryFunction.Floor),
        new UnaryMathImporter("Ceil", UnaryFunction.Ceil),
        new UnaryMathImporter("Round", UnaryFunction.Round),
        new UnaryMathImporter("Erf", UnaryFunction.Erf),
        new UnaryMathImporter("Sin", UnaryFunction.Sin),
        new UnaryMathImporter("Cos", UnaryFunction.Cos),
        new UnaryMathImporter("Tan", UnaryFunction.Tan),
        new UnaryMathImporter("Asin", UnaryFunction.Asin),
        new UnaryMathImporter("Acos", UnaryFunction.Acos),
        new UnaryMathImporter("Atan", UnaryFunction.Atan),
        new UnaryMathImporter("Sinh", UnaryFunction.Sinh),
        new UnaryMathImporter("Cosh", UnaryFunction.Cosh),
        new UnaryMathImporter("Asinh", UnaryFunction.Asinh),
        new UnaryMathImporter("Acosh", UnaryFunction.Acosh),
        new UnaryMathImporter("Atanh", UnaryFunction.Atanh),
        new UnaryMathImporter("Softplus", UnaryFunction.Softplus),
        new UnaryMathImporter("Softsign", UnaryFunction.Softsign),
        new UnaryMathImporter("Mish", UnaryFunction.Mish),
        new UnaryMathImporter("Elu", UnaryFunction.Elu, ("alpha", 1)),
        new UnaryMathImporter("Celu", UnaryFunction.Celu, ("alpha", 1)),
        new UnaryMathImporter("Selu", UnaryFunction.Selu, ("alpha", 1.6732632f), ("gamma", 1.0507010f)),
        new UnaryMathImporter("HardSigmoid", UnaryFunction.HardSigmoid, ("alpha", 0.2f), ("beta", 0.5f)),
        new UnaryMathImporter("ThresholdedRelu", UnaryFunction.ThresholdedRelu, ("alpha", 1)),
        new UnaryMathImporter("Swish", UnaryFunction.Swish, ("alpha", 1)),
        new UnaryMathImporter("Shrink", UnaryFunction.Shrink, ("lambd", 0.5f), ("bias", 0)),
    ];

    public string OpType => opType;

    public int MinOpset => 1;

    public void Import(OnnxNode node, OnnxGraphBuilder graph) => graph.Output(node, 0, graph.Unary(
        node, function, node.Require(0, "input"), Parameter(node, alpha), Parameter(node, beta)));

    private static float Parameter(OnnxNode node, (string Attribute, float Default)? parameter) =>
        parameter is { } known ? node.Float(known.Attribute, known.Default) : 0;
}
