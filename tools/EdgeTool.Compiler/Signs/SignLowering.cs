using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// Layers of a float graph that multiply signs with signs become binary operators on packed signs (Rastegari et al. 2016). Where the next
/// thing is a sign again, batch normalization and comparison become one whole threshold for each channel, and no number is ever written.
/// </summary>
public static class SignLowering
{
    /// <summary>Ends the name of a value that holds another's signs, packed.</summary>
    public const string Suffix = "/signs";

    /// <summary>Lowers every layer that can be.</summary>
    /// <returns>How many.</returns>
    public static int Apply(Graph graph)
    {
        _ = new SignThresholdFolding().Apply(graph);
        _ = new SignSinking().Apply(graph);
        var signs = SignValue.In(graph);
        var layers = graph.Nodes.Select(n => SignLayer.Of(n, signs)).OfType<SignLayer>().ToDictionary(l => l.Node);
        if (layers.Count == 0)
        {
            return 0;
        }

        Rewrite(graph, signs, layers.GetValueOrDefault);
        while (new DeadCodeRemoval().Apply(graph))
        {
        }

        return layers.Count;
    }

    private static void Rewrite(Graph graph, Dictionary<Value, SignValue> signs, Func<Node, SignLayer?> layerOf)
    {
        var uses = new ValueUses(graph);
        var fused = signs.Values.Where(s => IsOnlyMultiplied(graph, uses, s, layerOf)).ToDictionary(s => s.Source);
        var words = new Dictionary<Value, Value>(ReferenceEqualityComparer.Instance);
        var nodes = new List<Node>();
        var dropped = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        foreach (var node in graph.Nodes)
        {
            if (layerOf(node) is not { } layer)
            {
                if (!dropped.Contains(node))
                {
                    nodes.Add(node);
                }

                continue;
            }

            if (!words.TryGetValue(layer.Input.Output, out var input))
            {
                input = words[layer.Input.Output] = Words(layer.Input.Output);
                nodes.Add(Packing(layer.Input, input));
            }

            var output = node.Outputs[0];
            if (fused.TryGetValue(output, out var sign) && HasNoActivation(node))
            {
                words[sign.Output] = Words(sign.Output);
                var depth = layer.Weights.Shape.ElementCount / layer.Weights.Shape[0];
                int[] thresholds = [.. layer.Scales.Select((s, c) => SignThresholds.Of(s, layer.Offsets[c], sign.Threshold, depth))];
                nodes.Add(layer.Lowered(input, [Value.Of<int>($"{node.Name}/thresholds", new Shape(thresholds.Length), thresholds)], words[sign.Output]));
                dropped.Add(sign.Compare);
                dropped.Add(sign.Choose);
                continue;
            }

            var shape = new Shape(layer.Scales.Length);
            nodes.Add(layer.Lowered(
                input,
                [Value.Of<float>($"{node.Name}/scales", shape, layer.Scales), Value.Of<float>($"{node.Name}/offsets", shape, layer.Offsets)],
                output));
        }

        graph.Nodes.Clear();
        graph.Nodes.AddRange(nodes);
    }

    /// <summary>Signs of a private value that nobody but binary layers reads.</summary>
    private static bool IsOnlyMultiplied(Graph graph, ValueUses uses, SignValue sign, Func<Node, SignLayer?> layerOf) =>
        uses.IsPrivate(sign.Source) && !uses.IsInterface(sign.Output)
        && graph.Nodes.All(n => !n.Inputs.Contains(sign.Output) || layerOf(n)?.Input == sign);

    private static bool HasNoActivation(Node node) => node.OpCode == OpCode.Conv2D
        ? node.Record<Conv2D>().Activation == Activation.None
        : node.Record<FullyConnected>().Activation == Activation.None;

    private static Value Words(Value signs)
    {
        var shape = signs.Shape;
        shape[-1] = SignWords.Count(shape[-1]);
        return new Value { Name = $"{signs.Name}{Suffix}", Type = ElementType.UInt32, Shape = shape };
    }

    private static Node Packing(SignValue sign, Value words)
    {
        float[] thresholds = [.. Enumerable.Repeat(sign.Threshold, sign.Source.Shape[-1])];
        var value = Value.Of<float>($"{words.Name}/thresholds", new Shape(thresholds.Length), thresholds);
        return Node.Of(sign.Choose.Name, default(Binarize), [sign.Source, value], [words], sign.Choose.SourceIndex);
    }
}
