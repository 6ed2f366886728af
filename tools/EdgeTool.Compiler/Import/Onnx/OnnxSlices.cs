using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Steps that take parts of tensors and put them together, for importers whose operator is made of them.</summary>
internal static class OnnxSlices
{
    /// <summary>count elements of one axis from begin on.</summary>
    public static Value Part(this OnnxGraphBuilder graph, OnnxNode node, Value value, int axis, int begin, int count, string part)
    {
        var shape = value.Shape;
        if (begin == 0 && count == shape[axis])
        {
            return value;
        }

        var record = default(Slice);
        record.Begin[axis] = begin;
        shape[axis] = count;
        return Add(graph, node, part, record, [value], shape);
    }

    /// <summary>The element of one axis at this index; the axis vanishes.</summary>
    public static Value At(this OnnxGraphBuilder graph, OnnxNode node, Value value, int axis, int index, string part)
    {
        var one = graph.Part(node, value, axis, index, 1, part);
        var dimensions = one.Shape.Span.ToArray().ToList();
        dimensions.RemoveAt(axis);
        return graph.Reshape(node, one, new Shape([.. dimensions]), part + "/squeeze");
    }

    /// <summary>Values of one shape beside each other along a new axis.</summary>
    public static Value Stack(this OnnxGraphBuilder graph, OnnxNode node, IReadOnlyList<Value> values, int axis, string part)
    {
        var dimensions = values[0].Shape.Span.ToArray().ToList();
        dimensions.Insert(axis, values.Count);
        var shape = new Shape([.. dimensions]);
        return values.Count == 1 ? graph.Reshape(node, values[0], shape, part) : Add(graph, node, part, new Pack { Axis = axis }, values, shape);
    }

    /// <summary>The elements of one axis at these indices, in this order.</summary>
    public static Value Pick(this OnnxGraphBuilder graph, OnnxNode node, Value value, int axis, int[] indices, string part)
    {
        var shape = value.Shape;
        if (indices.Length == shape[axis] && indices.Index().All(i => i.Index == i.Item))
        {
            return value;
        }

        shape[axis] = indices.Length;
        var operand = OnnxGraphBuilder.Constant<int>(node, part + "/indices", new Shape(indices.Length), indices);
        return Add(graph, node, part, new Gather { Axis = axis }, [value, operand], shape);
    }

    /// <summary>The value in a shape that it broadcasts to.</summary>
    public static Value Expand(this OnnxGraphBuilder graph, OnnxNode node, Value value, Shape shape, string part) =>
        value.Shape == shape ? value : Add(graph, node, part, default(Expand), [value], shape);

    /// <summary>A node whose output is quantized, if at all, as the first operand.</summary>
    public static Value Add<T>(OnnxGraphBuilder graph, OnnxNode node, string part, in T record, IReadOnlyList<Value> inputs, Shape shape)
        where T : unmanaged, IOperatorRecord<T>
    {
        var output = new Value
        {
            Name = $"{node.Name}/{part}",
            Type = inputs[0].Type,
            Shape = shape,
            Scales = inputs[0].Scales,
            ZeroPoint = inputs[0].ZeroPoint,
        };
        graph.Add(node, record, [.. inputs], [output]);
        return output;
    }
}
