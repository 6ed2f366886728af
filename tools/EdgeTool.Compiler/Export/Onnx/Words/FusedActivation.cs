using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>The activation behind an operator; left out where saturation at the output's integers does the same.</summary>
internal static class FusedActivation
{
    /// <summary>Takes the result of a node's operator through its activation and makes it the output.</summary>
    public static void Finish(ExportGraph graph, Value output, Activation activation, string result, ExportLayout layout) =>
        graph.SetReal(output, Apply(graph, output, activation, result, layout), layout);

    /// <summary>The operator and its activation.</summary>
    public static void Emit(
        ExportGraph graph, Value output, Activation activation, ExportLayout layout, string type, string[] inputs, params ReadOnlySpan<WireWriter> attributes)
    {
        var name = graph.NameOf(output, layout);
        Finish(graph, output, activation, graph.Emit(type, IsNeeded(graph, output, activation) ? $"{name}/linear" : name, inputs, attributes), layout);
    }

    /// <summary>The result after the activation.</summary>
    private static string Apply(ExportGraph graph, Value output, Activation activation, string result, ExportLayout layout)
    {
        if (!IsNeeded(graph, output, activation))
        {
            return result;
        }

        var name = graph.NameOf(output, layout);
        var (low, high) = Limits(activation);
        return activation == Activation.Relu
            ? graph.Emit("Relu", name, [result])
            : graph.Emit("Clip", name, [result, graph.File.Constant($"{name}/low", [], low), graph.File.Constant($"{name}/high", [], high)]);
    }

    private static bool IsNeeded(ExportGraph graph, Value output, Activation activation)
    {
        if (activation == Activation.None || !ExportGraph.IsQuantized(output))
        {
            return activation != Activation.None;
        }

        var (type, scale, zeroPoint) = graph.Quantization(output);
        var ((min, max), (low, high)) = (type.QuantizedRange(), Limits(activation));
        return scale * (min - zeroPoint) < low || scale * (max - zeroPoint) > high;
    }

    private static (float Low, float High) Limits(Activation activation) => activation switch
    {
        Activation.Relu6 => (0, 6),
        Activation.ReluN1To1 => (-1, 1),
        _ => (0, float.PositiveInfinity),
    };
}
