using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Functions of one or two tensors, which many importers are composed of.</summary>
internal static class OnnxMath
{
    public static Value Unary(
        this OnnxGraphBuilder graph, OnnxNode node, UnaryFunction function, Value value, float alpha = 0, float beta = 0, string part = "result") => graph.Add(
            node,
            part,
            new UnaryMath { Function = function, Alpha = alpha, Beta = beta },
            [value],
            function is UnaryFunction.IsNaN or UnaryFunction.IsInf ? ElementType.Bool : value.Type,
            value.Shape);

    public static Value Binary(this OnnxGraphBuilder graph, OnnxNode node, BinaryFunction function, Value a, Value b, string part = "result") => graph.Add(
        node,
        part,
        new BinaryMath { Function = function },
        [a, b],
        function is >= BinaryFunction.Equal and <= BinaryFunction.LessOrEqual ? ElementType.Bool : a.Type,
        OnnxShapes.Broadcast(a.Shape, b.Shape));

    /// <param name="axisMask">Bit i set: axis i is reduced, and stays with size 1.</param>
    public static Value Reduce(
        this OnnxGraphBuilder graph, OnnxNode node, ReduceFunction function, Value value, int axisMask, bool keepDims = true, string part = "result")
    {
        var record = new Reduce { Function = function, AxisMask = axisMask, KeepDims = keepDims ? 1 : 0 };
        return graph.Add(node, part, record, [value], value.Type, OnnxAxes.Reduced(value.Shape, axisMask, keepDims));
    }

    public static Value Normalize(this OnnxGraphBuilder graph, OnnxNode node, Normalization kind, Value value, int axisMask, float epsilon) => graph.Add(
        node, "normalized", new Normalize { Kind = kind, AxisMask = axisMask, Epsilon = epsilon }, [value], value.Type, value.Shape);
}
