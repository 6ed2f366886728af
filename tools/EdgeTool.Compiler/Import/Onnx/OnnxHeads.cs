using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Heads of attention beside each other in the last axis, (batch, length, heads * size), or on an axis of their own, (batch, heads, length, size).</summary>
internal static class OnnxHeads
{
    /// <summary>(batch, heads, length, size) of either form.</summary>
    /// <param name="heads">How many lie in the last axis of a tensor of rank 3.</param>
    public static Value Split(OnnxNode node, OnnxGraphBuilder graph, Value value, int heads, string part)
    {
        if (value.Shape.Rank == 4)
        {
            return value;
        }

        if (value.Shape.Rank != 3 || heads < 1 || value.Shape[2] % heads != 0)
        {
            throw new UnsupportedException(
                $"has {heads} heads in {part} of shape {value.Shape}", "use (batch, length, heads * size) with the number of heads, or (batch, heads, length, size)");
        }

        var apart = graph.Reshape(node, value, new Shape(value.Shape[0], value.Shape[1], heads, value.Shape[2] / heads), part + "/heads");
        return graph.Transpose(node, apart, [0, 2, 1, 3], part + "/first");
    }

    /// <summary>(batch, length, heads * size) of (batch, heads, length, size).</summary>
    public static Value Join(OnnxNode node, OnnxGraphBuilder graph, Value value)
    {
        var last = graph.Transpose(node, value, [0, 2, 1, 3], "heads/last");
        return graph.Reshape(node, last, new Shape(last.Shape[0], last.Shape[1], last.Shape[2] * last.Shape[3]), "heads/joined");
    }

    /// <summary>What was there before, and the new rows behind it: (batch, heads, past + length, size).</summary>
    public static Value Behind(OnnxNode node, OnnxGraphBuilder graph, Value? past, Value value, string part)
    {
        if (past is null || past.Shape.IsEmpty())
        {
            return value;
        }

        var shape = value.Shape.With(2, past.Shape[2] + value.Shape[2]);
        return graph.Add(node, part, new Concatenation { Axis = 2 }, [past, value], value.Type, shape);
    }
}
