using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Pruning;

/// <summary>
/// Which lanes of a graph's values can be left out only together, found from what each operator does with each axis: the dependency graph
/// of Fang et al. 2023 (DepGraph), kept index by index. Where an operator is not known to allow it, its lanes are locked.
/// </summary>
internal sealed class ChannelCoupling
{
    private readonly List<AxisRegrouping> _regroupings = [];

    private ChannelCoupling(LaneSets lanes) => Lanes = lanes;

    public LaneSets Lanes { get; }

    /// <summary>Couples all lanes of a graph. Inputs and outputs of the model, and the only lane of an axis, are locked.</summary>
    public static ChannelCoupling Of(Graph graph)
    {
        var coupling = new ChannelCoupling(new LaneSets(graph));
        foreach (var value in graph.Inputs.Concat(graph.Outputs))
        {
            coupling.LockAll(value);
        }

        foreach (var axis in coupling.Lanes.Axes.Where(a => a.Size == 1))
        {
            coupling.Lock(axis);
        }

        foreach (var node in graph.Nodes)
        {
            CouplingRules.Apply(node, coupling);
        }

        AxisRegrouping.Resolve(coupling._regroupings, coupling.Lanes);
        return coupling;
    }

    /// <summary>Lane i of one axis is lane i of the other.</summary>
    public void Same(ValueAxis a, ValueAxis b)
    {
        if (a.Size != b.Size)
        {
            Lock(a);
            Lock(b);
            return;
        }

        Shifted(a, 0, b, 0, a.Size);
    }

    /// <summary><paramref name="count"/> lanes of one axis from an index on are those of another from an index on.</summary>
    public void Shifted(ValueAxis a, int firstA, ValueAxis b, int firstB, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Lanes.Join(a, firstA + i, b, firstB + i);
        }
    }

    /// <summary>All axes of two values of one rank, but some.</summary>
    public void SameBut(Value a, Value b, params ReadOnlySpan<int> except)
    {
        for (var axis = 0; axis < a.Shape.Rank; axis++)
        {
            if (!except.Contains(axis))
            {
                Same(new ValueAxis(a, axis), new ValueAxis(b, axis));
            }
        }
    }

    /// <summary>Axes aligned at the last; an operand repeated along an axis says nothing about it.</summary>
    public void Broadcast(Value operand, Value result, int skipLast = 0)
    {
        for (var back = 1 + skipLast; back <= operand.Shape.Rank; back++)
        {
            if (operand.Shape[-back] == result.Shape[-back])
            {
                Same(new ValueAxis(operand, operand.Shape.Rank - back), new ValueAxis(result, result.Shape.Rank - back));
            }
        }
    }

    /// <summary>The same elements in the same order, seen along other axes.</summary>
    public void Regroup(IEnumerable<ValueAxis> from, IEnumerable<ValueAxis> to) => _regroupings.AddRange(AxisRegrouping.Of(from, to, this));

    public void Lock(ValueAxis axis)
    {
        for (var i = 0; i < axis.Size; i++)
        {
            Lanes.Lock(axis, i);
        }
    }

    public void Lock(Value value, params ReadOnlySpan<int> axes)
    {
        foreach (var axis in axes)
        {
            Lock(new ValueAxis(value, axis));
        }
    }

    public void LockAll(Value value)
    {
        for (var axis = 0; axis < value.Shape.Rank; axis++)
        {
            Lock(value, axis);
        }
    }
}
