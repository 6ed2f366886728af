using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Pruning;

/// <summary>A layer or block that left, and what the model's answers were like then.</summary>
/// <param name="Name">Of the node whose result is taken from its operand.</param>
/// <param name="Damage">Against the whole model, this and all before it removed.</param>
public sealed record RemovedLayer(string Name, OutputDamage Damage);

/// <summary>Leaves out whole layers and residual blocks, each time the one that the model's answers miss least.</summary>
public static class LayerPruner
{
    /// <summary>Removes up to <paramref name="count"/> layers or blocks from a copy.</summary>
    /// <param name="graph">A simplified float graph; it stays as it is.</param>
    /// <param name="count">How many; fewer where there are no more.</param>
    /// <param name="meter">Of the same graph.</param>
    /// <param name="progress">Told how many of how many trials are done.</param>
    public static (Graph Graph, IReadOnlyList<RemovedLayer> Removed) Prune(Graph graph, int count, DamageMeter meter, Action<int, int>? progress = null)
    {
        var removed = new List<RemovedLayer>();
        while (removed.Count < count)
        {
            var candidates = RemovableLayer.Of(graph);
            var trials = new List<(string Name, Graph Graph, OutputDamage Damage)>();
            foreach (var candidate in candidates)
            {
                var trial = Without(graph, candidate);
                trials.Add((graph.Nodes[candidate.Node].Name, trial, meter.Measure(trial)));
                progress?.Invoke((removed.Count * candidates.Count) + trials.Count, count * candidates.Count);
            }

            if (trials.Count == 0)
            {
                break;
            }

            // Lost accuracy first, where there are labels; the size of the change among equals.
            var best = trials.OrderBy(t => t.Damage.Drop(meter.Reference)).ThenByDescending(t => t.Damage.SqnrDb).First();
            removed.Add(new RemovedLayer(best.Name, best.Damage));
            graph = best.Graph;
        }

        return (graph, removed);
    }

    /// <summary>A simplified copy in which an operand stands for the node's result; what only the node read has left.</summary>
    public static Graph Without(Graph graph, RemovableLayer layer)
    {
        var copy = GraphCopy.Of(graph);
        var node = copy.Nodes[layer.Node];
        var (output, operand) = (node.Outputs[0], node.Inputs[layer.Operand]!);
        if (layer.Activation != Activation.None)
        {
            copy.Nodes[layer.Node] = layer.Activation == Activation.Relu
                ? Node.Of(node.Name, default(Relu), [operand], [output], node.SourceIndex)
                : Node.Of(node.Name, default(Relu6), [operand], [output], node.SourceIndex);
        }
        else
        {
            copy.Nodes.RemoveAt(layer.Node);
            foreach (var reader in copy.Nodes)
            {
                for (var i = 0; i < reader.Inputs.Count; i++)
                {
                    reader.Inputs[i] = ReferenceEquals(reader.Inputs[i], output) ? operand : reader.Inputs[i];
                }
            }
        }

        GraphSimplifier.Simplify(copy);
        GraphProof.Check(copy);
        return copy;
    }
}
