using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Pruning;

/// <summary>Indices and counts in the records of operators that cut or pad an axis, once the axis has lost lanes.</summary>
internal static class MovedBounds
{
    /// <summary>Adjusts a node's record.</summary>
    /// <param name="node">Its values still have all lanes.</param>
    /// <param name="kept">Which lanes of an axis stay; null: all.</param>
    public static void Follow(Node node, Func<ValueAxis, bool[]?> kept)
    {
        switch (node.OpCode)
        {
            case OpCode.Slice:
                var slice = node.Record<Slice>();
                Each(node.Inputs[0]!, kept, (axis, keeps) => slice.Begin[axis] = Count(keeps, 0, slice.Begin[axis]));
                node.SetRecord(slice);
                break;
            case OpCode.StridedSlice:
                var strided = node.Record<StridedSlice>();
                Each(node.Inputs[0]!, kept, (axis, keeps) => (strided.Begin[axis], strided.Count[axis]) =
                    (Count(keeps, 0, strided.Begin[axis]), Count(keeps, strided.Begin[axis], strided.Count[axis])));
                node.SetRecord(strided);
                break;
            case OpCode.Pad:
                var pad = node.Record<Pad>();
                Each(node.Outputs[0], kept, (axis, keeps) => (pad.Before[axis], pad.After[axis]) =
                    (Count(keeps, 0, pad.Before[axis]), Count(keeps, keeps.Length - pad.After[axis], pad.After[axis])));
                node.SetRecord(pad);
                break;
            case OpCode.PadV2:
                var filled = node.Record<PadV2>();
                Each(node.Outputs[0], kept, (axis, keeps) => (filled.Before[axis], filled.After[axis]) =
                    (Count(keeps, 0, filled.Before[axis]), Count(keeps, keeps.Length - filled.After[axis], filled.After[axis])));
                node.SetRecord(filled);
                break;
        }
    }

    private static void Each(Value value, Func<ValueAxis, bool[]?> kept, Action<int, bool[]> adjust)
    {
        for (var axis = 0; axis < value.Shape.Rank; axis++)
        {
            if (kept(new ValueAxis(value, axis)) is { } keeps)
            {
                adjust(axis, keeps);
            }
        }
    }

    private static int Count(bool[] keeps, int first, int count) => keeps.AsSpan(first, count).Count(true);
}
