using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Functions of two operands, broadcast, in the layout that they already have.</summary>
internal static class ArithmeticWords
{
    public static void Add(Node node, ExportGraph graph) => Binary(node, graph, "Add", node.Record<Add>().Activation);

    public static void Sub(Node node, ExportGraph graph) => Binary(node, graph, "Sub", node.Record<Sub>().Activation);

    public static void Mul(Node node, ExportGraph graph) => Binary(node, graph, "Mul", node.Record<Mul>().Activation);

    public static void Minimum(Node node, ExportGraph graph) => Binary(node, graph, "Min");

    public static void Maximum(Node node, ExportGraph graph) => Binary(node, graph, "Max");

    public static void PRelu(Node node, ExportGraph graph) => Binary(node, graph, "PRelu");

    public static void SquaredDifference(Node node, ExportGraph graph)
    {
        var (output, layout) = (node.Outputs[0], graph.LayoutOf(node));
        var name = graph.NameOf(output, layout);
        var difference = graph.Emit("Sub", $"{name}/difference", Operands(node, graph, layout));
        graph.SetReal(output, graph.Emit("Mul", name, [difference, difference]), layout);
    }

    public static void Function(Node node, ExportGraph graph)
    {
        var (output, layout) = (node.Outputs[0], graph.LayoutOf(node));
        var (function, name, inputs) = (node.Record<BinaryMath>().Function, graph.NameOf(output, layout), StoredOperands(node, graph, layout));
        graph.SetStored(output, function switch
        {
            BinaryFunction.FMod => graph.Emit("Mod", name, inputs, ExportAttribute.Int("fmod", 1)),
            BinaryFunction.Mod when node.Inputs[0]!.Type == ElementType.Float32 =>
                throw new UnsupportedException("takes the floored remainder of reals", "take the remainder of integers"),
            BinaryFunction.ShiftLeft or BinaryFunction.ShiftRight =>
                throw new UnsupportedException("shifts signed integers", "multiply or divide by a power of two"),
            _ => graph.Emit(WordOf(function), name, inputs),
        }, layout);
    }

    public static void Where(Node node, ExportGraph graph)
    {
        var (output, layout) = (node.Outputs[0], graph.LayoutOf(node));
        graph.SetStored(output, graph.Emit("Where", graph.NameOf(output, layout), StoredOperands(node, graph, layout)), layout);
    }

    private static void Binary(Node node, ExportGraph graph, string type, Activation activation = Activation.None)
    {
        var layout = graph.LayoutOf(node);
        FusedActivation.Emit(graph, node.Outputs[0], activation, layout, type, Operands(node, graph, layout));
    }

    private static string[] Operands(Node node, ExportGraph graph, ExportLayout layout) => [.. node.Inputs.Select(v => graph.Real(v!, layout))];

    private static string[] StoredOperands(Node node, ExportGraph graph, ExportLayout layout) => [.. node.Inputs.Select(v => graph.Stored(v!, layout))];

    private static string WordOf(BinaryFunction function) => function switch
    {
        BinaryFunction.Sum => "Add",
        BinaryFunction.Difference => "Sub",
        BinaryFunction.Product => "Mul",
        _ => $"{function}",
    };
}
