using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Matrix products.</summary>
internal static class DenseWords
{
    public static void FullyConnected(Node node, ExportGraph graph)
    {
        var (input, weights, output) = (node.Inputs[0]!, node.Inputs[1]!, node.Outputs[0]);
        var rows = input.Shape.ElementCount / weights.Shape[1];
        var a = graph.Real(MovementWords.Reshaped(graph, input, new Shape(rows, weights.Shape[1])));
        var b = ExportWeights.Weights(graph, weights, [0, 1]);
        var bias = ExportWeights.Bias(graph, node.Inputs.ElementAtOrDefault(2), input, weights);
        var plane = new Shape(rows, weights.Shape[0]);
        var result = output.Shape == plane ? output : MovementWords.Part(output, "rows", plane);
        FusedActivation.Emit(
            graph, result, node.Record<FullyConnected>().Activation, ExportLayout.Own, "Gemm", bias is null ? [a, b] : [a, b, bias], ExportAttribute.Int("transB", 1));
        if (result != output)
        {
            graph.SetStored(output, MovementWords.Reshape(graph, graph.Stored(result), output));
        }
    }

    public static void BatchMatMul(Node node, ExportGraph graph)
    {
        var (record, output) = (node.Record<BatchMatMul>(), node.Outputs[0]);
        var left = Matrix(graph, node.Inputs[0]!, record.LeftTransposed != 0);
        var right = Matrix(graph, node.Inputs[1]!, record.RightTransposed != 0);
        graph.SetReal(output, graph.Emit("MatMul", graph.NameOf(output), [left, right]));
    }

    private static string Matrix(ExportGraph graph, Value value, bool isTransposed)
    {
        var name = graph.Real(value);
        int[] permutation = [.. Enumerable.Range(0, value.Shape.Rank)];
        (permutation[^1], permutation[^2]) = (permutation[^2], permutation[^1]);
        return isTransposed ? graph.Emit("Transpose", $"{name}/transposed", [name], ExportAttribute.Ints("perm", permutation)) : name;
    }
}
