using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>A graph as numbers, for searching an order: which steps wait for which, and what each takes and frees.</summary>
internal sealed class StepDependencies
{
    private readonly long[] _bytes;
    private readonly bool[] _isKept;
    private readonly int[][] _inputs;
    private readonly int[][] _outputs;
    private readonly int[][] _followers;
    private readonly long[] _scratchBytes;
    private readonly int[] _inPlace;
    private readonly ulong[] _keys;

    private StepDependencies(Graph graph)
    {
        var numberOf = new Dictionary<Value, int>(ReferenceEqualityComparer.Instance);
        foreach (var value in graph.Values().Where(v => !v.IsConstant && !v.IsVariable))
        {
            numberOf.Add(value, numberOf.Count);
        }

        Count = graph.Nodes.Count;
        _bytes = [.. numberOf.Keys.Select(v => ArenaPlanner.AlignUp(v.Info.ByteLength))];
        _isKept = new bool[numberOf.Count];
        graph.Outputs.Where(numberOf.ContainsKey).ToList().ForEach(v => _isKept[numberOf[v]] = true);
        int[] Numbers(IEnumerable<Value?> values) => [.. values.Where(v => v is not null && numberOf.ContainsKey(v)).Select(v => numberOf[v!]).Distinct()];
        _inputs = [.. graph.Nodes.Select(n => Numbers(n.Inputs))];
        _outputs = [.. graph.Nodes.Select(n => Numbers(n.Outputs))];
        _scratchBytes = [.. graph.Nodes.Select(n => ArenaPlanner.AlignUp(n.Law.ScratchBytes(n.RecordBytes, new OperandSet(n.InputInfos, n.OutputInfos))))];
        _inPlace = [.. graph.Nodes.Select(n => InPlaceReuse.Candidate(n) is { } input ? numberOf[input] : -1)];
        _keys = [.. Enumerable.Range(1, Count).Select(s => Mix((ulong)s))];
        Reads = new ushort[numberOf.Count];
        Waits = new ushort[Count];
        _followers = Edges(graph, numberOf);
        foreach (var value in _inputs.SelectMany(i => i))
        {
            Reads[value]++;
        }

        StartBytes = graph.Inputs.Where(numberOf.ContainsKey).Sum(v => _bytes[numberOf[v]]);
    }

    /// <summary>Number of steps.</summary>
    public int Count { get; }

    /// <summary>Steps that read each value.</summary>
    public ushort[] Reads { get; }

    /// <summary>Steps that each step waits for.</summary>
    public ushort[] Waits { get; }

    /// <summary>Bytes of the model's inputs.</summary>
    public long StartBytes { get; }

    public static StepDependencies Of(Graph graph) => new(graph);

    /// <summary>A number that stands for a step in the hash of a set of steps.</summary>
    public ulong KeyOf(int step) => _keys[step];

    /// <summary>Bytes that a step takes while it runs, beyond what is alive before it.</summary>
    public long NeedBytes(int step, ushort[] reads)
    {
        var need = _scratchBytes[step];
        foreach (var output in _outputs[step])
        {
            need += _bytes[output];
        }

        var input = _inPlace[step];
        return input >= 0 && reads[input] == 1 && !_isKept[input] ? need - _bytes[input] : need;
    }

    /// <summary>Counts down the reads of a step's inputs.</summary>
    /// <returns>By how much more is alive after it than before.</returns>
    public long Execute(int step, ushort[] reads)
    {
        var change = 0L;
        foreach (var input in _inputs[step])
        {
            reads[input]--;
            change -= reads[input] == 0 && !_isKept[input] ? _bytes[input] : 0;
        }

        foreach (var output in _outputs[step])
        {
            change += reads[output] > 0 || _isKept[output] ? _bytes[output] : 0;
        }

        return change;
    }

    /// <summary>Counts down what waits for a step.</summary>
    /// <returns>The steps that wait for nothing any more.</returns>
    public List<int> Release(int step, ushort[] waits)
    {
        var ready = new List<int>();
        foreach (var follower in _followers[step])
        {
            if (--waits[follower] == 0)
            {
                ready.Add(follower);
            }
        }

        return ready;
    }

    /// <summary>From each step to those that read what it writes, or touch a variable after it.</summary>
    private int[][] Edges(Graph graph, Dictionary<Value, int> numberOf)
    {
        var followers = graph.Nodes.Select(_ => new SortedSet<int>()).ToArray();
        var producer = new Dictionary<Value, int>(ReferenceEqualityComparer.Instance);
        for (var step = 0; step < Count; step++)
        {
            foreach (var value in graph.Nodes[step].Inputs.OfType<Value>().Concat(graph.Nodes[step].Outputs))
            {
                if (producer.TryGetValue(value, out var before) && before != step)
                {
                    followers[before].Add(step);
                }

                if (value.IsVariable || graph.Nodes[step].Outputs.Contains(value))
                {
                    producer[value] = step;
                }
            }
        }

        foreach (var follower in followers.SelectMany(f => f))
        {
            Waits[follower]++;
        }

        return [.. followers.Select(f => f.ToArray())];
    }

    /// <summary>Spreads a number over 64 bits: the finalizer of SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private static ulong Mix(ulong x)
    {
        x = unchecked(x * 0x9E3779B97F4A7C15);
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9);
        x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EB);
        return x ^ (x >> 31);
    }
}
