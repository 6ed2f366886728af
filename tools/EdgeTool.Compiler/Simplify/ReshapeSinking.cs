using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// Moves reshapes behind the element-wise operators that read them, so that they meet and merge: an operator of reshaped values alike,
/// or of one reshaped value and constants that only drop dimensions of 1 with it.
/// </summary>
internal sealed class ReshapeSinking : IRewrite
{
    public bool Apply(Graph graph)
    {
        var uses = new ValueUses(graph);
        var reshaped = new Dictionary<Value, Value>(ReferenceEqualityComparer.Instance);
        var nodes = new List<Node>(graph.Nodes.Count);
        var changed = false;
        foreach (var node in graph.Nodes)
        {
            if (node is { OpCode: OpCode.Reshape, Inputs: [{ IsVariable: false, IsConstant: false } input], Outputs: [{ IsVariable: false } output] }
                && ValueUses.SameElements(input, output))
            {
                reshaped[output] = input;
                nodes.Add(node);
            }
            else if (Moved(node, reshaped, uses) is { } moved)
            {
                reshaped[node.Outputs[0]] = moved[0].Outputs[0];
                nodes.AddRange(moved);
                changed = true;
            }
            else
            {
                nodes.Add(node);
            }
        }

        graph.Nodes.Clear();
        graph.Nodes.AddRange(nodes);
        return changed;
    }

    private static Node[]? Moved(Node node, Dictionary<Value, Value> reshaped, ValueUses uses)
    {
        if (!ElementwiseOperators.Includes(node) || node.Inputs.OfType<Value>().FirstOrDefault(v => reshaped.ContainsKey(v) && uses.IsPrivate(v)) is not { } first)
        {
            return null;
        }

        var (output, original) = (node.Outputs[0], reshaped[first]);
        var inputs = new List<Value?>();
        foreach (var input in node.Inputs)
        {
            if (input is not null && reshaped.TryGetValue(input, out var source) && source.Shape == original.Shape && input.Shape == output.Shape)
            {
                inputs.Add(source);
            }
            else if (input is { IsConstant: true } && WithOnes(input, output.Shape, original.Shape) is { } aligned)
            {
                inputs.Add(aligned);
            }
            else
            {
                return null;
            }
        }

        var moved = new Value { Name = $"{output.Name}{GraphSimplifier.MovedSuffix}", Type = output.Type, Shape = original.Shape, Scales = output.Scales, ZeroPoint = output.ZeroPoint };
        return
        [
            Node.Of(node.Name, node.Law, node.RecordBytes, inputs, [moved], node.SourceIndex),
            Node.Of(output.Name, default(Reshape), [moved], [output], node.SourceIndex),
        ];
    }

    /// <summary>A constant that broadcasts to <paramref name="small"/>, with the dimensions of 1 that <paramref name="large"/> has more.</summary>
    private static Value? WithOnes(Value constant, Shape small, Shape large)
    {
        if (constant.Shape.ElementCount == 1 && constant.Shape.Rank <= 1)
        {
            return constant;
        }

        var (dimensions, axis) = (new List<int>(), 0);
        for (var i = 0; i < large.Rank; i++)
        {
            if (axis < small.Rank && small[axis] == large[i])
            {
                var own = axis - (small.Rank - constant.Shape.Rank);
                dimensions.Add(own < 0 ? 1 : constant.Shape[own]);
                axis++;
            }
            else if (large[i] == 1)
            {
                dimensions.Add(1);
            }
            else
            {
                return null;
            }
        }

        return axis < small.Rank ? null : new Value
        {
            Name = constant.Name,
            Type = constant.Type,
            Shape = new Shape([.. dimensions]),
            Scales = constant.Scales,
            ZeroPoint = constant.ZeroPoint,
            Constant = constant.Constant,
        };
    }
}
