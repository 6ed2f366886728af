using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Training;

/// <summary>A smaller net made out of a larger one, whose most important weights it starts with.</summary>
public static class DerivedStudent
{
    private const int ChannelMultiple = 4;

    /// <param name="teacher">A simplified float graph; it stays as it is.</param>
    /// <param name="width">Share of the channels that stay.</param>
    /// <param name="fewerBlocks">Blocks that leave, the last ones first: residual branches, or layers whose output has their input's shape.</param>
    /// <exception cref="RecipeException">It has not so many blocks, or no channels that can leave.</exception>
    public static Graph Of(Graph teacher, double width, int fewerBlocks)
    {
        var student = GraphCopy.Of(teacher);
        for (var i = 0; i < fewerBlocks; i++)
        {
            if (!RemoveBlock(student))
            {
                throw new RecipeException($"The teacher has {i} block(s) that can leave, not {fewerBlocks}: a block gives the shape that it takes.");
            }

            GraphSimplifier.Simplify(student);
        }

        if (width >= 1)
        {
            return student;
        }

        var pruner = new ChannelPruner(student, WeightNorm.L2);
        return pruner.Groups.Count > 0
            ? pruner.With(pruner.KeptAtShare(1 - width, ChannelMultiple))
            : throw new RecipeException("No channel of the teacher can leave: name a student from the zoo or a file instead.");
    }

    private static bool RemoveBlock(Graph graph)
    {
        for (var n = graph.Nodes.Count - 1; n >= 0; n--)
        {
            var node = graph.Nodes[n];
            if (Shortcut(graph, node) is { } input && !graph.Outputs.Contains(node.Outputs[0]))
            {
                foreach (var reader in graph.Nodes)
                {
                    for (var i = 0; i < reader.Inputs.Count; i++)
                    {
                        reader.Inputs[i] = reader.Inputs[i] == node.Outputs[0] ? input : reader.Inputs[i];
                    }
                }

                graph.Nodes.Remove(node);
                return true;
            }
        }

        return false;
    }

    /// <summary>What the node's readers may read instead: a sum's operand that the other one is computed from, or a layer's input of the output's shape.</summary>
    private static Value? Shortcut(Graph graph, Node node) => node.OpCode switch
    {
        OpCode.Add when node.Inputs.All(v => v is { IsConstant: false } && v.Shape == node.Outputs[0].Shape) =>
            IsComputedFrom(graph, node.Inputs[1]!, node.Inputs[0]!) ? node.Inputs[0] : IsComputedFrom(graph, node.Inputs[0]!, node.Inputs[1]!) ? node.Inputs[1] : null,
        OpCode.Conv2D or OpCode.FullyConnected when node.Inputs[0]!.Shape == node.Outputs[0].Shape && IsOnlyPath(graph, node) => node.Inputs[0],
        _ => null,
    };

    /// <summary>Not inside a residual branch, which leaves as a whole.</summary>
    private static bool IsOnlyPath(Graph graph, Node node) =>
        graph.Nodes.Count(n => n.Inputs.Contains(node.Inputs[0])) == 1
        && !graph.Nodes.Exists(n => n.OpCode == OpCode.Add && n.Inputs.All(v => v is { IsConstant: false }) && n.Inputs.Exists(v => IsComputedFrom(graph, v!, node.Outputs[0])));

    private static bool IsComputedFrom(Graph graph, Value value, Value source) =>
        value == source || (graph.Nodes.Find(n => n.Outputs.Contains(value)) is { } writer
            && writer.Inputs.Exists(v => v is { IsConstant: false } && IsComputedFrom(graph, v, source)));
}
