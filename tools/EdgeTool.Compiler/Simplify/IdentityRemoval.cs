using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Removes steps whose output is their input, byte for byte: reshapes to the same shape, empty paddings, whole slices, ...</summary>
internal sealed class IdentityRemoval : IRewrite
{
    public bool Apply(Graph graph)
    {
        var uses = new ValueUses(graph);
        var replaced = new Dictionary<Value, Value>(ReferenceEqualityComparer.Instance);
        return graph.Nodes.RemoveAll(node =>
        {
            for (var i = 0; i < node.Inputs.Count; i++)
            {
                if (node.Inputs[i] is { } input && replaced.TryGetValue(input, out var original))
                {
                    node.Inputs[i] = original;
                }
            }

            if (!IsIdentity(node) || uses.IsInterface(node.Outputs[0]))
            {
                return false;
            }

            replaced[node.Outputs[0]] = node.Inputs[0]!;
            return true;
        }) > 0;
    }

    private static bool IsIdentity(Node node)
    {
        // A variable's bytes change when it is assigned, so a copy of them is no identity.
        if (node is not { Inputs: [{ IsVariable: false } input, ..], Outputs: [{ IsVariable: false } output] } || !ValueUses.SameMeaning(input, output))
        {
            return false;
        }

        return node.OpCode switch
        {
            OpCode.Reshape or OpCode.Squeeze or OpCode.ExpandDims or OpCode.Pad or OpCode.PadV2 or OpCode.Slice => true,

            // A flag may be stored as any number but 0; a cast makes it 1.
            OpCode.Cast => input.Type != ElementType.Bool,
            OpCode.Quantize => input.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16,
            OpCode.Transpose => IsOrdered(node.Record<Transpose>().Permutation, input.Shape.Rank),
            OpCode.StridedSlice => IsForward(node.Record<StridedSlice>().Stride, input.Shape.Rank),
            OpCode.Concatenation => node.Inputs.Count == 1,
            _ => false,
        };
    }

    private static bool IsOrdered(PerAxis permutation, int rank)
    {
        for (var i = 0; i < rank; i++)
        {
            if (permutation[i] != i)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>With the output as large as the input, only a backward step can change the order.</summary>
    private static bool IsForward(PerAxis stride, int rank)
    {
        for (var i = 0; i < rank; i++)
        {
            if (stride[i] < 0)
            {
                return false;
            }
        }

        return true;
    }
}
