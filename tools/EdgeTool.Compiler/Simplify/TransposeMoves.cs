using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>How an operator that reads transposed values computes the same on the original ones.</summary>
/// <param name="RecordBytes">Its record for the original order of axes.</param>
/// <param name="OutputOrder">Transposes its new outputs to the old ones.</param>
/// <param name="MovingInputs">The first so many operands have the transposed axes.</param>
internal sealed record TransposeMoves(byte[] RecordBytes, AxisOrder OutputOrder, int MovingInputs)
{
    /// <returns>Null for operators that depend on the order of axes.</returns>
    public static TransposeMoves? Of(Node node, AxisOrder order)
    {
        var rank = order.Rank;
        if (ElementwiseOperators.Includes(node))
        {
            return node.Outputs[0].Shape.Rank == rank ? new(node.RecordBytes, order, node.Inputs.Count) : null;
        }

        if (node.Inputs[0]?.Shape.Rank != rank || node.Outputs.Any(o => o.ChannelAxis >= 0))
        {
            return null;
        }

        switch (node.OpCode)
        {
            case OpCode.Concatenation:
                return With(node, node.Record<Concatenation>() with { Axis = order[node.Record<Concatenation>().Axis] }, order, node.Inputs.Count);
            case OpCode.Split:
                return With(node, node.Record<Split>() with { Axis = order[node.Record<Split>().Axis] }, order, 1);
            case OpCode.Pad:
                var pad = node.Record<Pad>();
                return With(node, new Pad { Before = order.Undo(pad.Before), After = order.Undo(pad.After) }, order, 1);
            case OpCode.PadV2:
                var padV2 = node.Record<PadV2>();
                return With(node, new PadV2 { Before = order.Undo(padV2.Before), After = order.Undo(padV2.After) }, order, 1);
            case OpCode.Slice:
                return With(node, new Slice { Begin = order.Undo(node.Record<Slice>().Begin) }, order, 1);
            case OpCode.StridedSlice when KeepsAxes(node):
                var slice = node.Record<StridedSlice>();
                return With(node, new StridedSlice { Begin = order.Undo(slice.Begin), Count = order.Undo(slice.Count), Stride = order.Undo(slice.Stride) }, order, 1);
            case OpCode.Mean:
                var mean = node.Record<Mean>();
                return With(node, mean with { AxisMask = order.Undo(mean.AxisMask) }, mean.KeepDims == 1 ? order : Without(order, mean.AxisMask), 1);
            case OpCode.Reduce:
                var reduce = node.Record<Reduce>();
                return With(node, reduce with { AxisMask = order.Undo(reduce.AxisMask) }, reduce.KeepDims == 1 ? order : Without(order, reduce.AxisMask), 1);
            default:
                return OfReal(node, order);
        }
    }

    /// <summary>Operators that only models on real numbers have.</summary>
    private static TransposeMoves? OfReal(Node node, AxisOrder order)
    {
        switch (node.OpCode)
        {
            case OpCode.Reduce:
                var reduce = node.Record<Reduce>();
                return With(node, reduce with { AxisMask = order.Undo(reduce.AxisMask) }, reduce.KeepDims == 1 ? order : Without(order, reduce.AxisMask), 1);
            case OpCode.Normalize:
                var normalize = node.Record<Normalize>();
                return With(node, normalize with { AxisMask = order.Undo(normalize.AxisMask) }, order, 1);
            case OpCode.CumSum:
                var sum = node.Record<CumSum>();
                return With(node, sum with { Axis = order[sum.Axis] }, order, 1);
            case OpCode.Resample:
                return With(node, new Resample { Axis = order[node.Record<Resample>().Axis] }, order, 1);
            case OpCode.Gather when node.Record<Gather>() is { BatchDims: 0 } gather && node.Inputs[1] is { IsConstant: true, Shape.Rank: 1 }:
                return With(node, gather with { Axis = order[gather.Axis] }, order, 1);
            default:
                return null;
        }
    }

    /// <summary>An operand that is not transposed, in the original order: constants by transposing them, others only where that moves no byte.</summary>
    /// <returns>Null when it would cost a transpose.</returns>
    public static Value? Brought(Value value, AxisOrder order, List<Node> before)
    {
        if (value.Shape.ElementCount == 1 && value.Shape.Rank <= 1)
        {
            return value;
        }

        if (value.Shape.Rank > order.Rank)
        {
            return null;
        }

        var full = new Shape([.. Enumerable.Repeat(1, order.Rank - value.Shape.Rank), .. value.Shape.Span]);
        var isFree = order.Inverse().KeepsBytes(full);
        if (!isFree && !value.IsConstant)
        {
            return null;
        }

        var brought = new Value
        {
            Name = $"{value.Name}{GraphSimplifier.MovedSuffix}",
            Type = value.Type,
            Shape = order.Undo(full),
            Scales = value.Scales,
            ZeroPoint = value.ZeroPoint,
        };
        if (!value.IsConstant)
        {
            before.Add(Node.Of(brought.Name, default(Reshape), [value], [brought]));
            return brought;
        }

        var aligned = new Value { Name = value.Name, Type = value.Type, Shape = full, Scales = value.Scales, ZeroPoint = value.ZeroPoint, Constant = value.Constant };
        var transpose = Node.Of(brought.Name, order.Inverse().Record, [aligned], [brought]);
        NodeEvaluator.Evaluate(transpose);
        return brought;
    }

    private static TransposeMoves With<T>(Node node, in T record, AxisOrder outputOrder, int movingInputs) where T : unmanaged, IOperatorRecord<T> =>
        new(OperatorRecords.ToBytes(record), outputOrder, movingInputs);

    /// <summary>The slice's output has the axes of its input.</summary>
    private static bool KeepsAxes(Node node)
    {
        var record = node.Record<StridedSlice>();
        return node.Outputs[0].Shape.Span.SequenceEqual(((ReadOnlySpan<int>)record.Count)[..node.Inputs[0]!.Shape.Rank]);
    }

    /// <summary>The order of the axes that are left when some of the transposed ones vanish.</summary>
    private static AxisOrder Without(AxisOrder order, int vanishing)
    {
        var kept = Enumerable.Range(0, order.Rank).Where(i => (vanishing >> i & 1) == 0).Select(i => order[i]).ToList();
        var sorted = kept.Order().ToList();
        return new AxisOrder([.. kept.Select(axis => sorted.IndexOf(axis))]);
    }
}
