using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Recurrent layers written to ONNX: ONNX Runtime computes what the reference kernel does, and our importer reads them back.</summary>
public class ExportedSequenceTests
{
    private const int Time = 5, Features = 3, Units = 4;

    private static readonly RecurrentActivation Sigmoid = new() { Function = RecurrentFunction.Sigmoid }, Tanh = new() { Function = RecurrentFunction.Tanh };

    public static TheoryData<string> Layers => new(Records.Keys);

    private static Dictionary<string, Recurrent> Records { get; } = new()
    {
        ["rnn"] = new() { Cell = RecurrentCell.Rnn, Gate = Tanh },
        ["gru"] = new() { Cell = RecurrentCell.Gru, Gate = Sigmoid, Candidate = Tanh, LinearBeforeReset = 1 },
        ["lstm"] = new() { Cell = RecurrentCell.Lstm, Gate = Sigmoid, Candidate = Tanh, Output = Tanh },
        ["lstm backward, hard"] = new()
        {
            Cell = RecurrentCell.Lstm,
            Reverse = 1,
            Clip = 1.5f,
            Gate = new() { Function = RecurrentFunction.HardSigmoid, Alpha = 0.25f, Beta = 0.5f },
            Candidate = Tanh,
            Output = new() { Function = RecurrentFunction.ScaledTanh, Alpha = 1.25f, Beta = 0.75f },
        },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void IsWhatOnnxRuntimeComputes(string layer)
    {
        var graph = Of(Records[layer]);
        var file = OnnxExporter.Export(graph, new OnnxExportOptions());
        using var session = OnnxRuntimeReference.Open(file);
        var random = new Random(3);
        byte[][] inputs = [.. graph.Inputs.Select(i => Reals(random, i.Shape.ElementCount))];
        var node = graph.Nodes[0];
        var expected = NodeEvaluator.Compute(node, [.. node.Inputs.Select(v => v is null ? null : v.Constant ?? inputs[graph.Inputs.IndexOf(v)])]);
        var found = OnnxRuntimeReference.Run(session, graph.Inputs.ConvertAll(i => i.Info), inputs, graph.Outputs.ConvertAll(o => o.Info));
        for (var o = 0; o < expected.Length; o++)
        {
            Assert.All(MemoryMarshal.Cast<byte, float>(expected[o]).ToArray().Zip(found[o]), p => Assert.Equal(p.First, p.Second, 1e-5));
        }

        var back = OnnxImporter.Import(file);
        Assert.Equal(Records[layer], Assert.Single(back.Nodes, n => n.OpCode == OpCode.Recurrent).Record<Recurrent>());
    }

    /// <summary>Two sequences at once, with biases, peepholes for LSTM, and a first hidden state that the caller gives.</summary>
    private static Graph Of(Recurrent record)
    {
        const int Batch = 2;
        var (random, rows) = (new Random(7), record.Gates * Units);
        Value Given(string name, params ReadOnlySpan<int> shape) => new() { Name = name, Type = ElementType.Float32, Shape = new Shape(shape) };
        Value Constant(string name, params ReadOnlySpan<int> shape) =>
            Value.Of<float>(name, new Shape(shape), MemoryMarshal.Cast<byte, float>(Reals(random, new Shape(shape).ElementCount)));

        var (x, hidden) = (Given("x", Time, Batch, Features), Given("hidden", Batch, Units));
        List<Value?> inputs = [x, Constant("w", rows, Features), Constant("r", rows, Units), Constant("b", 2 * rows), null, hidden];
        List<Value> outputs = [Given("states", Time, Batch, Units), Given("last", Batch, Units)];
        if (record.Cell == RecurrentCell.Lstm)
        {
            inputs.AddRange([null, Constant("p", 3 * Units)]);
            outputs.Add(Given("cell", Batch, Units));
        }

        var graph = new Graph();
        graph.Inputs.AddRange([x, hidden]);
        graph.Nodes.Add(Node.Of("layer", record, inputs, outputs));
        graph.Outputs.AddRange(outputs);
        return graph;
    }

    private static byte[] Reals(Random random, int count) =>
        MemoryMarshal.AsBytes<float>([.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)]).ToArray();
}
