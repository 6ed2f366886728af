using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>A function of two tensors, broadcast, that <see cref="BinaryMath"/> has under a name of its own.</summary>
/// <param name="opType">op_type of the node.</param>
/// <param name="function">The function.</param>
internal sealed class BinaryMathImporter(string opType, BinaryFunction function) : IOnnxImporter
{
    /// <summary>Operators that need nothing but a name.</summary>
    public static IReadOnlyList<IOnnxImporter> All { get; } =
    [
        new BinaryMathImporter("Div", BinaryFunction.Div),
        new BinaryMathImporter("And", BinaryFunction.And),
        new BinaryMathImporter("Or", BinaryFunction.Or),
        new BinaryMathImporter("Xor", BinaryFunction.Xor),
        new BinaryMathImporter("Equal", BinaryFunction.Equal),
        new BinaryMathImporter("Greater", BinaryFunction.Greater),
        new BinaryMathImporter("GreaterOrEqual", BinaryFunction.GreaterOrEqual),
        new BinaryMathImporter("Less", BinaryFunction.Less),
        new BinaryMathImporter("LessOrEqual", BinaryFunction.LessOrEqual),
        new BinaryMathImporter("BitwiseAnd", BinaryFunction.BitwiseAnd),
        new BinaryMathImporter("BitwiseOr", BinaryFunction.BitwiseOr),
        new BinaryMathImporter("BitwiseXor", BinaryFunction.BitwiseXor),
    ];

    public string OpType => opType;

    public void Import(OnnxNode node, OnnxGraphBuilder graph) =>
        graph.Output(node, 0, graph.Binary(node, function, node.Require(0, "A"), node.Require(1, "B")));
}
