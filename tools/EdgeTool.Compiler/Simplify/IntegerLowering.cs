using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// Operators on real values between ONNX's DequantizeLinear and QuantizeLinear are computed on the integers themselves, with integer
/// weights: smaller and faster, and within one step of the output (of 16-bit functions by interpolated tables, as TensorFlow Lite
/// computes them, within two).
/// </summary>
internal sealed class IntegerLowering : IRewrite
{
    public bool Apply(Graph graph)
    {
        var (uses, forms) = (new ValueUses(graph), new IntegerForms());
        var operators = new IntegerOperators(forms);
        var integers = new Dictionary<Value, Value>(ReferenceEqualityComparer.Instance);
        var views = new Dictionary<Value, List<Node>>(ReferenceEqualityComparer.Instance);
        var producers = new Dictionary<Value, Node>(ReferenceEqualityComparer.Instance);
        var (nodes, changed) = (new List<Node>(graph.Nodes.Count), false);
        foreach (var node in graph.Nodes)
        {
            forms.Note(node);
            if (node is { OpCode: OpCode.Dequantize, Inputs: [{ IsVariable: false } stored] } && IsInteger(stored))
            {
                integers[node.Outputs[0]] = stored;
            }

            producers[node.Outputs[0]] = node;
            View(node, integers, views, forms);
            var lowered = Lowered(node, uses, producers, integers, operators);
            if (lowered is not null)
            {
                // A view of integers is a step of its own only where an operator reads it.
                foreach (var read in lowered.SelectMany(n => n.Inputs).OfType<Value>().ToList())
                {
                    if (views.Remove(read, out var steps))
                    {
                        nodes.AddRange(steps);
                    }
                }
            }

            lowered ??= Moved(node, forms);
            changed |= lowered is not null;
            nodes.AddRange(lowered ?? [node]);
        }

        graph.Nodes.Clear();
        graph.Nodes.AddRange(nodes);
        return changed;
    }

    /// <summary>The integers of reshaped or transposed real values are the reshaped or transposed integers.</summary>
    private static void View(Node node, Dictionary<Value, Value> integers, Dictionary<Value, List<Node>> views, IntegerForms forms)
    {
        var isReshape = node.OpCode is OpCode.Reshape or OpCode.Squeeze or OpCode.ExpandDims;
        if (!(isReshape || node.OpCode == OpCode.Transpose) || !integers.TryGetValue(node.Inputs[0]!, out var stored)
            || views.ContainsKey(stored))
        {
            return;
        }

        var source = forms.Has(stored) ? forms.Read(stored, []) : stored;
        var view = new Value
        {
            Name = $"{node.Outputs[0].Name}/integers",
            Type = source.Type,
            Shape = node.Outputs[0].Shape,
            Scales = source.Scales,
            ZeroPoint = source.ZeroPoint,
        };
        integers[node.Outputs[0]] = view;
        views[view] = [isReshape ? Node.Of(view.Name, default(Reshape), [source], [view], node.SourceIndex)
            : Node.Of(view.Name, node.Law, node.RecordBytes, [source], [view], node.SourceIndex)];
    }

    private static List<Node>? Lowered(
        Node node, ValueUses uses, Dictionary<Value, Node> producers, Dictionary<Value, Value> integers, IntegerOperators operators) =>
        node is { OpCode: OpCode.QuantizeLinear, Inputs: [{ } real], Outputs: [{ IsVariable: false } output] } && IsInteger(output)
            && uses.IsPrivate(real) && producers.TryGetValue(real, out var producer) && producer.Outputs.Count == 1
            ? operators.Lowered(producer, [.. producer.Inputs.Select(v => v is null ? null : integers.GetValueOrDefault(v))], node)
            : null;

    /// <summary>A step that only moves uint8 elements moves their int8 form, so that the next operator finds it.</summary>
    private static List<Node>? Moved(Node node, IntegerForms forms)
    {
        if (node is not
            {
                OpCode: OpCode.Reshape or OpCode.Squeeze or OpCode.ExpandDims or OpCode.Transpose,
                Inputs: [{ Type: ElementType.UInt8 } input],
                Outputs: [{ IsVariable: false } output],
            }
            || !forms.Has(input) || !ValueUses.SameElements(input, output))
        {
            return null;
        }

        var (before, after) = (new List<Node>(), new List<Node>());
        return [Node.Of(node.Name, node.Law, node.RecordBytes, [forms.Read(input, before)], [forms.Write(output, after)], node.SourceIndex), .. after];
    }

    private static bool IsInteger(Value value) =>
        value is { ChannelAxis: < 0, Scales: [> 0] } and ({ Type: ElementType.Int8 or ElementType.UInt8 } or { Type: ElementType.Int16, ZeroPoint: 0 });
}
