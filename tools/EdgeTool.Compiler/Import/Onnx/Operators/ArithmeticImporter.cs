using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Sum, difference or product of two tensors, broadcast. Integers wrap.</summary>
internal abstract class ArithmeticImporter<T> : IOnnxImporter where T : unmanaged, IOperatorRecord<T>
{
    public abstract string OpType { get; }

    public void Import(OnnxNode node, OnnxGraphBuilder graph) =>
        graph.Output(node, 0, Apply(node, graph, node.Require(0, "A"), node.Require(1, "B"), OpType));

    /// <summary>One step of the operator, or of another one that computes the same on several operands.</summary>
    internal static Value Apply(OnnxNode node, OnnxGraphBuilder graph, Value a, Value b, string part) =>
        a.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16
            ? graph.Binary(node, Plain, a, b, part)
            : graph.Add(node, part, default(T), [a, b], a.Type, OnnxShapes.Broadcast(a.Shape, b.Shape));

    /// <summary>The same on integers that have no scale.</summary>
    private static BinaryFunction Plain => T.OpCode switch
    {
        OpCode.Add => BinaryFunction.Sum,
        OpCode.Sub => BinaryFunction.Difference,
        _ => BinaryFunction.Product,
    };
}

/// <summary>A + B.</summary>
internal sealed class AddImporter : ArithmeticImporter<Add>
{
    public override string OpType => "Add";
}

/// <summary>A - B.</summary>
internal sealed class SubImporter : ArithmeticImporter<Sub>
{
    public override string OpType => "Sub";
}

/// <summary>A * B.</summary>
internal sealed class MulImporter : ArithmeticImporter<Mul>
{
    public override string OpType => "Mul";
}
