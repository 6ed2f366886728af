using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Pruning;

/// <summary>Operators that move elements: a lane goes where its elements go.</summary>
internal static class MovementRules
{
    public static void Regrouped(Node node, ChannelCoupling coupling) => coupling.Regroup(AxesOf(node.Inputs[0]!), AxesOf(node.Outputs[0]));

    public static void Transposed(Node node, ChannelCoupling coupling)
    {
        var permutation = node.Record<Transpose>().Permutation;
        for (var axis = 0; axis < node.Outputs[0].Shape.Rank; axis++)
        {
            coupling.Same(new ValueAxis(node.Inputs[0]!, permutation[axis]), new ValueAxis(node.Outputs[0], axis));
        }
    }

    public static void Joined(Node node, ChannelCoupling coupling) =>
        Parts(coupling, node.Outputs[0], node.Inputs.OfType<Value>(), node.Record<Concatenation>().Axis);

    public static void Split(Node node, ChannelCoupling coupling) => Parts(coupling, node.Inputs[0]!, node.Outputs, node.Record<Split>().Axis);

    public static void Sliced(Node node, ChannelCoupling coupling)
    {
        var begin = node.Record<Slice>().Begin;
        for (var axis = 0; axis < node.Outputs[0].Shape.Rank; axis++)
        {
            coupling.Shifted(new ValueAxis(node.Inputs[0]!, axis), begin[axis], new ValueAxis(node.Outputs[0], axis), 0, node.Outputs[0].Shape[axis]);
        }
    }

    /// <summary>Runs move as in <see cref="Sliced"/>; an axis taken in other steps, or left out of the output, keeps what is taken.</summary>
    public static void StrideSliced(Node node, ChannelCoupling coupling)
    {
        var (record, input, output) = (node.Record<StridedSlice>(), node.Inputs[0]!, node.Outputs[0]);
        var outputs = new Queue<ValueAxis>(AxesOf(output).Where(a => a.Size > 1));
        for (var axis = 0; axis < input.Shape.Rank; axis++)
        {
            var from = new ValueAxis(input, axis);
            var (begin, count, stride) = (record.Begin[axis], record.Count[axis], record.Stride[axis]);
            if (count == 1)
            {
                coupling.Lanes.Lock(from, begin);
                continue;
            }

            var to = outputs.Dequeue();
            if (stride == 1)
            {
                coupling.Shifted(from, begin, to, 0, count);
            }
            else
            {
                coupling.Lock(from);
                coupling.Lock(to);
            }
        }
    }

    /// <summary>Added lanes are lanes of their own.</summary>
    public static void Padded(Node node, ChannelCoupling coupling, PerAxis before)
    {
        var (input, output) = (node.Inputs[0]!, node.Outputs[0]);
        for (var axis = 0; axis < input.Shape.Rank; axis++)
        {
            coupling.Shifted(new ValueAxis(output, axis), before[axis], new ValueAxis(input, axis), 0, input.Shape[axis]);
        }
    }

    public static void Packed(Node node, ChannelCoupling coupling) =>
        Stacked(coupling, node.Outputs[0], node.Inputs.OfType<Value>(), node.Record<Pack>().Axis);

    public static void Unpacked(Node node, ChannelCoupling coupling) => Stacked(coupling, node.Inputs[0]!, node.Outputs, node.Record<Unpack>().Axis);

    /// <summary>The axis that indices choose from stays; so do the indices.</summary>
    public static void Gathered(Node node, ChannelCoupling coupling)
    {
        var (record, input, indices, output) = (node.Record<Gather>(), node.Inputs[0]!, node.Inputs[1]!, node.Outputs[0]);
        coupling.LockAll(indices);
        coupling.Lock(input, record.Axis);
        var chosen = indices.Shape.Rank - record.BatchDims;
        for (var axis = 0; axis < output.Shape.Rank; axis++)
        {
            if (axis >= record.Axis && axis < record.Axis + chosen)
            {
                coupling.Lock(output, axis);
                continue;
            }

            var from = new ValueAxis(input, axis < record.Axis ? axis : axis - chosen + 1);
            coupling.Same(from, new ValueAxis(output, axis));
            if (axis < record.BatchDims)
            {
                coupling.Lock(from);
            }
        }
    }

    private static void Parts(ChannelCoupling coupling, Value whole, IEnumerable<Value> parts, int along)
    {
        var first = 0;
        foreach (var part in parts)
        {
            coupling.SameBut(part, whole, along);
            coupling.Shifted(new ValueAxis(whole, along), first, new ValueAxis(part, along), 0, part.Shape[along]);
            first += part.Shape[along];
        }
    }

    private static void Stacked(ChannelCoupling coupling, Value whole, IEnumerable<Value> parts, int along)
    {
        coupling.Lock(whole, along);
        foreach (var part in parts)
        {
            for (var axis = 0; axis < part.Shape.Rank; axis++)
            {
                coupling.Same(new ValueAxis(part, axis), new ValueAxis(whole, axis < along ? axis : axis + 1));
            }
        }
    }

    private static IEnumerable<ValueAxis> AxesOf(Value value) => Enumerable.Range(0, value.Shape.Rank).Select(axis => new ValueAxis(value, axis));
}
