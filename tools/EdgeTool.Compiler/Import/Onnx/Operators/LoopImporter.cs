using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// A loop whose number of trips is known: its body in place for each trip. Body inputs: trip, condition, carried values; outputs: condition,
/// carried values, and one element of each collected output.
/// </summary>
internal sealed class LoopImporter : IOnnxImporter
{
    private const int MaxTrips = 10_000;

    public string OpType => "Loop";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var body = node.Graph("body") ?? throw new UnsupportedException("has no body", "export the model again; the file is incomplete");
        var limit = node.Input(0) is null ? long.MaxValue : node.ConstantLongs(0, "trip count")[0];
        var goesOn = node.Input(1) is null || Constant(node.Require(1, "cond"));
        var carried = Enumerable.Range(2, Math.Max(0, node.Inputs.Count - 2)).Select(i => node.Require(i, "carried value")).ToArray();
        var collected = Enumerable.Range(0, Math.Max(0, body.Outputs.Count - 1 - carried.Length)).Select(_ => new List<Value>()).ToArray();
        for (var trip = 0L; trip < limit && goesOn; trip++)
        {
            if (trip == MaxTrips)
            {
                throw new UnsupportedException($"makes more than {MaxTrips} trips", "use a loop whose trips are few and known");
            }

            var results = graph.Inline(body,
                [OnnxGraphBuilder.Constant(node, $"trip{trip}", new Shape(), trip), OnnxGraphBuilder.Constant(node, $"cond{trip}", new Shape(), true), .. carried]);
            goesOn = Constant(results[0]);
            carried = [.. results.Skip(1).Take(carried.Length)];
            foreach (var (list, value) in collected.Zip(results.Skip(1 + carried.Length)))
            {
                list.Add(value);
            }
        }

        foreach (var (index, value) in carried.Index())
        {
            graph.Output(node, index, value);
        }

        foreach (var (index, values) in collected.Index().Where(c => node.HasOutput(carried.Length + c.Index)))
        {
            var name = $"collected{index}";
            graph.Output(node, carried.Length + index, values.Count > 0
                ? graph.Stack(node, values, 0, name)
                : OfNoTrip(body.Outputs[1 + carried.Length + index], $"{node.Name}/{name}"));
        }
    }

    /// <summary>What is collected when the body never runs: nothing, of the shape that the body declares.</summary>
    private static Value OfNoTrip(OnnxValueInfo element, string name) =>
        element.Shape is { } shape && !shape.Any(OnnxInputs.IsOpen)
            ? new Value { Name = name, Type = element.Type.Require(element.Name), Shape = new Shape([0, .. shape.Select(d => checked((int)d.Size))]), Constant = [] }
            : throw new UnsupportedException("collects the outputs of no trip, whose shape is open", "leave the empty output out");

    private static bool Constant(Value condition) => condition is { IsConstant: true, Type: ElementType.Bool }
        ? condition.Constant![0] != 0
        : throw new UnsupportedException("decides at run time whether it goes on", "use a loop whose number of trips is known");
}
