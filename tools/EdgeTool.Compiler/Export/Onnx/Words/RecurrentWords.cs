using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Layers over sequences: RNN, GRU and LSTM of one direction.</summary>
internal static class RecurrentWords
{
    public static void Recurrent(Node node, ExportGraph graph)
    {
        var (record, states) = (node.Record<Recurrent>(), node.Outputs[0]);
        string[] operands = [.. Enumerable.Range(0, node.Inputs.Count).Select(i => Operand(graph, node.Inputs[i], i))];
        var outputs = node.Outputs.Select(o => graph.File.Unique($"{graph.PlainName(o)}/directions")).ToList();
        graph.File.Node(record.Cell.ToString().ToUpperInvariant(), outputs[0], operands, outputs, [.. Attributes(record, states.Shape[2])]);
        foreach (var (output, written) in node.Outputs.Zip(outputs))
        {
            graph.SetStored(output, MovementWords.Reshape(graph, written, output));
        }
    }

    /// <summary>Everything but the sequence and the lengths has an axis of directions in front.</summary>
    private static string Operand(ExportGraph graph, Value? value, int input)
    {
        if (value is null || input is 0 or EdgeRuntime.Model.Recurrent.Lengths)
        {
            return value is null ? "" : graph.Stored(value);
        }

        var shape = new Shape([1, .. value.Shape.Span]);
        return graph.Stored(value.IsConstant
            ? new Value { Name = value.Name, Type = value.Type, Shape = shape, Constant = value.Constant }
            : MovementWords.Reshaped(graph, value, shape));
    }

    private static List<WireWriter> Attributes(Recurrent record, int units)
    {
        RecurrentActivation[] activations = record.Cell switch
        {
            RecurrentCell.Rnn => [record.Gate],
            RecurrentCell.Gru => [record.Gate, record.Candidate],
            _ => [record.Gate, record.Candidate, record.Output],
        };
        List<WireWriter> attributes =
        [
            ExportAttribute.Int("hidden_size", units),
            ExportAttribute.Text("direction", record.Reverse == 1 ? "reverse" : "forward"),
            ExportAttribute.Texts("activations", [.. activations.Select(a => a.Function.ToString())]),
        ];
        AddParameters(attributes, "activation_alpha", [.. activations.Where(a => TakesAlpha(a.Function)).Select(a => a.Alpha)]);
        AddParameters(attributes, "activation_beta", [.. activations.Where(a => TakesBeta(a.Function)).Select(a => a.Beta)]);
        if (record.Clip > 0)
        {
            attributes.Add(ExportAttribute.Float("clip", record.Clip));
        }

        if (record.Cell != RecurrentCell.Rnn)
        {
            attributes.Add(record.Cell == RecurrentCell.Gru
                ? ExportAttribute.Int("linear_before_reset", record.LinearBeforeReset) : ExportAttribute.Int("input_forget", record.CoupledForget));
        }

        return attributes;
    }

    /// <summary>One for each activation that takes it, in their order.</summary>
    private static void AddParameters(List<WireWriter> attributes, string name, float[] parameters)
    {
        if (parameters.Length > 0)
        {
            attributes.Add(ExportAttribute.Floats(name, parameters));
        }
    }

    private static bool TakesAlpha(RecurrentFunction function) => TakesBeta(function)
        || function is RecurrentFunction.LeakyRelu or RecurrentFunction.ThresholdedRelu or RecurrentFunction.Elu;

    private static bool TakesBeta(RecurrentFunction function) =>
        function is RecurrentFunction.Affine or RecurrentFunction.ScaledTanh or RecurrentFunction.HardSigmoid;
}
