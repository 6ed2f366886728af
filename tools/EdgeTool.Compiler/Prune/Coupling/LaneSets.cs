namespace EdgeTool.Compiler.Pruning;

/// <summary>
/// The lanes of all values of a graph in disjoint sets: lanes of one set are in the graph, or left out, together. A locked set stays.
/// (Union by size with path halving: Tarjan and van Leeuwen 1984.)
/// </summary>
internal sealed class LaneSets
{
    private readonly Dictionary<Value, int[]> _first = new(ReferenceEqualityComparer.Instance);
    private readonly List<ValueAxis> _axes = [];
    private readonly int[] _parent;
    private readonly int[] _size;
    private readonly bool[] _locked;

    public LaneSets(Graph graph)
    {
        var count = 0;
        foreach (var value in graph.Values())
        {
            var first = _first[value] = new int[value.Shape.Rank];
            for (var axis = 0; axis < first.Length; axis++)
            {
                _axes.Add(new ValueAxis(value, axis));
                first[axis] = count;
                count = checked(count + value.Shape[axis]);
            }
        }

        (_parent, _size, _locked) = ([.. Enumerable.Range(0, count)], new int[count], new bool[count]);
        _size.AsSpan().Fill(1);
    }

    /// <summary>Every axis of every value.</summary>
    public IReadOnlyList<ValueAxis> Axes => _axes;

    /// <summary>The set that a lane belongs to.</summary>
    public int SetOf(ValueAxis axis, int index) => Find(Number(axis, index));

    public void Join(ValueAxis a, int indexA, ValueAxis b, int indexB)
    {
        var (x, y) = (SetOf(a, indexA), SetOf(b, indexB));
        if (x == y)
        {
            return;
        }

        (x, y) = _size[x] < _size[y] ? (y, x) : (x, y);
        (_parent[y], _size[x], _locked[x]) = (x, _size[x] + _size[y], _locked[x] || _locked[y]);
    }

    public void Lock(ValueAxis axis, int index) => _locked[SetOf(axis, index)] = true;

    public bool IsLocked(ValueAxis axis, int index) => _locked[SetOf(axis, index)];

    /// <summary>Whether no lane of the axis may be left out.</summary>
    public bool IsLocked(ValueAxis axis)
    {
        for (var i = 0; i < axis.Size; i++)
        {
            if (!IsLocked(axis, i))
            {
                return false;
            }
        }

        return true;
    }

    private int Number(ValueAxis axis, int index) => _first[axis.Value][axis.Axis] + index;

    private int Find(int lane)
    {
        while (_parent[lane] != lane)
        {
            lane = _parent[lane] = _parent[_parent[lane]];
        }

        return lane;
    }
}
