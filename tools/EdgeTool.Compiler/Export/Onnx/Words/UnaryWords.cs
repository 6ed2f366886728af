using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Functions of each element, in the layout that the operand already has.</summary>
internal static class UnaryWords
{
    public static OnnxWord Plain(string type) => (node, graph) => Emit(node, graph, type);

    public static void Relu6(Node node, ExportGraph graph) => Clip(node, graph, 0, 6);

    public static void LeakyRelu(Node node, ExportGraph graph) =>
        Emit(node, graph, "LeakyRelu", ExportAttribute.Float("alpha", node.Record<LeakyRelu>().Alpha));

    public static void Rsqrt(Node node, ExportGraph graph)
    {
        var (output, layout) = (node.Outputs[0], graph.LayoutOf(node));
        var root = graph.Emit("Sqrt", $"{graph.NameOf(output, layout)}/root", [graph.Real(node.Inputs[0]!, layout)]);
        graph.SetReal(output, graph.Emit("Reciprocal", graph.NameOf(output, layout), [root]), layout);
    }

    public static void Softmax(Node node, ExportGraph graph)
    {
        var (input, output, beta, layout) = (node.Inputs[0]!, node.Outputs[0], node.Record<Softmax>().Beta, graph.LayoutOf(node));
        var (x, name) = (graph.Real(input, layout), graph.NameOf(output, layout));
        if (!beta.Equals(1f))
        {
            x = graph.Emit("Mul", $"{name}/scaled", [x, graph.File.Constant($"{name}/beta", [], beta)]);
        }

        graph.SetReal(output, graph.Emit("Softmax", name, [x], ExportAttribute.Int("axis", layout.Axis(-1, input.Shape.Rank))), layout);
    }

    public static void LogSoftmax(Node node, ExportGraph graph)
    {
        var (rank, layout) = (node.Inputs[0]!.Shape.Rank, graph.LayoutOf(node));
        Emit(node, graph, "LogSoftmax", ExportAttribute.Int("axis", layout.Axis(-1, rank)));
    }

    public static void Function(Node node, ExportGraph graph)
    {
        var record = node.Record<UnaryMath>();
        switch (record.Function)
        {
            case UnaryFunction.Clip:
                Clip(node, graph, record.Alpha, record.Beta);
                break;
            case UnaryFunction.IsInf:
                Emit(
                    node, graph, "IsInf", ExportAttribute.Int("detect_negative", record.Alpha != 0 ? 1 : 0),
                    ExportAttribute.Int("detect_positive", record.Beta != 0 ? 1 : 0));
                break;
            case UnaryFunction.Elu or UnaryFunction.Celu or UnaryFunction.ThresholdedRelu:
                Emit(node, graph, $"{record.Function}", ExportAttribute.Float("alpha", record.Alpha));
                break;
            case UnaryFunction.HardSigmoid:
                Emit(node, graph, "HardSigmoid", ExportAttribute.Float("alpha", record.Alpha), ExportAttribute.Float("beta", record.Beta));
                break;
            case UnaryFunction.Selu:
                Emit(node, graph, "Selu", ExportAttribute.Float("alpha", record.Alpha), ExportAttribute.Float("gamma", record.Beta));
                break;
            case UnaryFunction.Shrink:
                Emit(node, graph, "Shrink", ExportAttribute.Float("lambd", record.Alpha), ExportAttribute.Float("bias", record.Beta));
                break;
            case UnaryFunction.RoundFloat:
                RoundFloat(node, graph, record.Alpha);
                break;
            case UnaryFunction.GeluTanh:
                Emit(node, graph, "Gelu", ExportAttribute.Text("approximate", "tanh"));
                break;
            case UnaryFunction.Swish:
                Swish(node, graph, record.Alpha);
                break;
            default:
                Emit(node, graph, $"{record.Function}");
                break;
        }
    }

    private static void Swish(Node node, ExportGraph graph, float alpha)
    {
        var (output, layout) = (node.Outputs[0], graph.LayoutOf(node));
        var (x, name) = (graph.Real(node.Inputs[0]!, layout), graph.NameOf(output, layout));
        var scaled = alpha.Equals(1f) ? x : graph.Emit("Mul", $"{name}/scaled", [x, graph.File.Constant($"{name}/alpha", [], alpha)]);
        graph.SetReal(output, graph.Emit("Mul", name, [x, graph.Emit("Sigmoid", $"{name}/gate", [scaled])]), layout);
    }

    /// <summary>There and back: the format's own limits come from a Clip behind it.</summary>
    private static void RoundFloat(Node node, ExportGraph graph, float mantissaBits)
    {
        var (output, layout) = (node.Outputs[0], graph.LayoutOf(node));
        var (x, name) = (graph.Real(node.Inputs[0]!, layout), graph.NameOf(output, layout));
        var small = mantissaBits.Equals(3f) ? OnnxType.Float8E4M3FN : OnnxType.Float8E5M2;
        graph.SetReal(output, graph.Emit(
            "Cast", name, [graph.Emit("Cast", $"{name}/small", [x], ExportAttribute.Int("to", (long)small))], ExportAttribute.Int("to", (long)OnnxType.Float)), layout);
    }

    private static void Clip(Node node, ExportGraph graph, float low, float high)
    {
        var (output, layout) = (node.Outputs[0], graph.LayoutOf(node));
        var name = graph.NameOf(output, layout);
        graph.SetReal(output, graph.Emit(
            "Clip", name, [graph.Real(node.Inputs[0]!, layout), graph.File.Constant($"{name}/low", [], low), graph.File.Constant($"{name}/high", [], high)]), layout);
    }

    private static void Emit(Node node, ExportGraph graph, string type, params ReadOnlySpan<WireWriter> attributes)
    {
        var (output, layout) = (node.Outputs[0], graph.LayoutOf(node));
        graph.SetReal(output, graph.Emit(type, graph.NameOf(output, layout), [graph.Real(node.Inputs[0]!, layout)], attributes), layout);
    }
}
