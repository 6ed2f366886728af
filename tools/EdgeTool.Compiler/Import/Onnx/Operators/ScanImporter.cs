using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// A loop over the elements of its scanned inputs: its body in place for each. Body inputs: states, one element of each scanned input;
/// outputs: states, one element of each scanned output.
/// </summary>
internal sealed class ScanImporter : IOnnxImporter
{
    public string OpType => "Scan";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (body, scans) = (node.Graph("body"), node.Int32("num_scan_inputs"));
        var states = node.Inputs.Count - scans;
        if (body is null || node.Opset < 9 || scans < 1 || states < 0 || body.Outputs.Count < states)
        {
            throw new UnsupportedException("scans nothing, or batches of sequences", "export with operator set 9 or later");
        }

        var outputs = body.Outputs.Count - states;
        int[] inputAxes = node.Ints("scan_input_axes") ?? new int[scans], outputAxes = node.Ints("scan_output_axes") ?? new int[outputs];
        int[] inputDirections = node.Ints("scan_input_directions") ?? new int[scans], outputDirections = node.Ints("scan_output_directions") ?? new int[outputs];
        var scanned = Enumerable.Range(0, scans).Select(i => node.Require(states + i, "scanned input")).ToArray();
        var axes = scanned.Select((value, i) => OnnxNode.Axis(inputAxes[i], value.Shape.Rank)).ToArray();
        var trips = scanned[0].Shape[axes[0]];
        var state = Enumerable.Range(0, states).Select(i => node.Require(i, "state")).ToArray();
        var collected = Enumerable.Range(0, outputs).Select(_ => new List<Value>()).ToArray();
        for (var trip = 0; trip < trips; trip++)
        {
            var elements = scanned.Select((value, i) => graph.At(node, value, axes[i], inputDirections[i] == 1 ? trips - 1 - trip : trip, $"scan{i}/{trip}"));
            var results = graph.Inline(body, [.. state, .. elements]);
            state = [.. results.Take(states)];
            foreach (var (index, value) in results.Skip(states).Index())
            {
                collected[index].Insert(outputDirections[index] == 1 ? 0 : trip, value);
            }
        }

        foreach (var (index, value) in state.Index())
        {
            graph.Output(node, index, value);
        }

        foreach (var (index, values) in collected.Index())
        {
            graph.Output(node, states + index, graph.Stack(node, values, OnnxNode.Axis(outputAxes[index], values[0].Shape.Rank + 1), $"scanned{index}"));
        }
    }
}
