using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// RNN, GRU and LSTM: one <see cref="Recurrent"/> for each direction, whose outputs are stacked. Weights (directions, gates units, ...)
/// are split.
/// </summary>
internal sealed class RecurrentImporter(RecurrentCell cell) : IOnnxImporter
{
    private const int Biases = 3, Lengths = 4, FirstHidden = 5, FirstCell = 6, Peepholes = 7;

    public string OpType { get; } = cell.ToString().ToUpperInvariant();

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var direction = node.Text("direction", "forward");
        var directions = direction == "bidirectional" ? 2 : 1;
        var batchFirst = node.Flag("layout");
        var sequence = node.Require(0, "X");
        sequence = batchFirst ? graph.Transpose(node, sequence, [1, 0, 2], "time") : sequence;
        var activations = OnnxActivations.Of(node, cell, directions);
        var (states, last) = (new List<Value>(), new List<Value>[] { [], [] });
        for (var d = 0; d < directions; d++)
        {
            var record = Record(node, activations[d]);
            record.Reverse = d == 1 || direction == "reverse" ? 1 : 0;
            var outputs = Run(node, graph, record, sequence, d, batchFirst);
            states.Add(outputs[0]);
            last[0].Add(outputs[1]);
            last[1].Add(outputs[^1]);
        }

        // (time, n, units) of each direction to (time, directions, n, units), or (n, time, directions, units).
        var y = graph.Stack(node, states, 1, "Y");
        graph.Output(node, 0, batchFirst ? graph.Transpose(node, y, [2, 0, 1, 3], "Y/batch") : y);
        for (var output = 0; output < (cell == RecurrentCell.Lstm ? 2 : 1); output++)
        {
            graph.Output(node, output + 1, graph.Stack(node, last[output], batchFirst ? 1 : 0, $"last{output}"));
        }
    }

    private Recurrent Record(OnnxNode node, RecurrentActivation[] activations) => new()
    {
        Cell = cell,
        LinearBeforeReset = cell == RecurrentCell.Gru && node.Flag("linear_before_reset") ? 1 : 0,
        CoupledForget = cell == RecurrentCell.Lstm && node.Flag("input_forget") ? 1 : 0,
        Clip = node.Float("clip"),
        Gate = activations[0],
        Candidate = activations.ElementAtOrDefault(1),
        Output = activations.ElementAtOrDefault(2),
    };

    private Value[] Run(OnnxNode node, OnnxGraphBuilder graph, Recurrent record, Value sequence, int direction, bool batchFirst)
    {
        Value Of(Value all, int axis, string part) => graph.At(node, all, axis, direction, $"{part}{direction}");
        Value? Optional(int input, int axis, string part) => node.Input(input) is { } given ? Of(given, axis, part) : null;

        var stateAxis = batchFirst ? 1 : 0;
        var inputs = new List<Value?>
        {
            sequence,
            Of(node.Require(1, "W"), 0, "W"),
            Of(node.Require(2, "R"), 0, "R"),
            Optional(Biases, 0, "B"),
            node.Input(Lengths),
            Optional(FirstHidden, stateAxis, "initial_h"),
        };
        if (cell == RecurrentCell.Lstm)
        {
            inputs.AddRange([Optional(FirstCell, stateAxis, "initial_c"), Optional(Peepholes, 0, "P")]);
        }

        var (time, batch, units) = (sequence.Shape[0], sequence.Shape[1], inputs[2]!.Shape[1]);
        Value[] outputs =
        [
            Output("states", new Shape(time, batch, units)),
            .. Enumerable.Range(0, cell == RecurrentCell.Lstm ? 2 : 1).Select(i => Output($"state{i}", new Shape(batch, units))),
        ];
        graph.Add(node, record, inputs, outputs);
        return outputs;

        Value Output(string part, Shape shape) => new() { Name = $"{node.Name}/{part}/{direction}", Type = ElementType.Float32, Shape = shape };
    }
}
