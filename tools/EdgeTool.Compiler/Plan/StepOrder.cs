using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Looks for an execution order of a graph's nodes that keeps fewer bytes alive at once.</summary>
/// <remarks>
/// Beam search over sets of executed nodes: of all prefixes with the same number of steps the best few are kept, by their peak and then by
/// what is alive after them; of prefixes that execute the same nodes only the better one. Ordering operators for memory goes back to Sethi
/// and Ullman, "The generation of optimal code for arithmetic expressions" (1970), for trees; for general graphs it is NP-hard.
/// Nodes that touch the same variable keep their order.
/// </remarks>
public sealed class StepOrder
{
    /// <summary>Prefixes that survive a step.</summary>
    private const int BeamWidth = 48;

    /// <summary>Numbers that prefixes of a whole search may copy, so that packing stays quick.</summary>
    private const long MaxCopied = 30_000_000;

    private readonly StepDependencies _steps;
    private readonly List<Prefix> _next = [];
    private readonly Dictionary<ulong, int> _bySet = [];

    private StepOrder(StepDependencies steps) => _steps = steps;

    /// <summary>Puts the nodes of a valid graph in an order that takes a smaller arena, where one is found.</summary>
    public static void Improve(Graph graph)
    {
        if (new StepOrder(StepDependencies.Of(graph)).Search() is not { } order)
        {
            return;
        }

        Node[] given = [.. graph.Nodes];
        var arenaBytes = GraphPlanner.Plan(graph).ArenaBytes;
        SetOrder(graph, order.Select(step => given[step]));
        if (GraphPlanner.Plan(graph).ArenaBytes >= arenaBytes)
        {
            SetOrder(graph, given);
        }
    }

    private static void SetOrder(Graph graph, IEnumerable<Node> order)
    {
        Node[] nodes = [.. order];
        graph.Nodes.Clear();
        graph.Nodes.AddRange(nodes);
    }

    private List<int>? Search()
    {
        var start = new Prefix(_steps);
        var given = start;
        for (var step = 0; step < _steps.Count; step++)
        {
            given = given.With(step);
        }

        var beam = new List<Prefix> { start };
        for (var (length, looked) = (0, 0); length < _steps.Count; length++)
        {
            _next.Clear();
            _bySet.Clear();
            foreach (var prefix in beam)
            {
                foreach (var step in prefix.Ready)
                {
                    Keep(prefix.With(step), given.PeakBytes);
                }
            }

            looked += _next.Count;
            if (_next.Count == 0 || (long)looked * (_steps.Count + _steps.Reads.Length) > MaxCopied)
            {
                return null;
            }

            beam = [.. _next.OrderBy(p => p.PeakBytes).ThenBy(p => p.LiveBytes).Take(BeamWidth)];
        }

        return beam[0].Steps();
    }

    /// <summary>Unless it already needs as much as the given order, or another prefix executes the same nodes with less.</summary>
    private void Keep(Prefix prefix, long givenPeakBytes)
    {
        if (prefix.PeakBytes >= givenPeakBytes)
        {
            return;
        }

        if (!_bySet.TryGetValue(prefix.Set, out var index))
        {
            _bySet[prefix.Set] = _next.Count;
            _next.Add(prefix);
        }
        else if (prefix.PeakBytes < _next[index].PeakBytes)
        {
            _next[index] = prefix;
        }
    }

    /// <summary>The first steps of an order: what they executed, and what memory they took.</summary>
    private sealed class Prefix
    {
        private readonly StepDependencies _steps;
        private readonly Prefix? _before;
        private readonly int _step = -1;

        /// <summary>For each value, reads that are still to come; for each step, steps that it still waits for.</summary>
        private readonly ushort[] _reads;
        private readonly ushort[] _waits;

        public Prefix(StepDependencies steps)
        {
            _steps = steps;
            (_reads, _waits) = ([.. steps.Reads], [.. steps.Waits]);
            LiveBytes = PeakBytes = steps.StartBytes;
            Ready = [.. Enumerable.Range(0, steps.Count).Where(s => _waits[s] == 0)];
        }

        private Prefix(Prefix before, int step)
        {
            (_steps, _before, _step) = (before._steps, before, step);
            (_reads, _waits) = ([.. before._reads], [.. before._waits]);
            Set = before.Set ^ _steps.KeyOf(step);
            var need = before.LiveBytes + _steps.NeedBytes(step, _reads);
            PeakBytes = Math.Max(before.PeakBytes, need);
            LiveBytes = before.LiveBytes + _steps.Execute(step, _reads);
            Ready = [.. before.Ready.Where(s => s != step), .. _steps.Release(step, _waits)];
        }

        public long PeakBytes { get; }

        public long LiveBytes { get; }

        /// <summary>Which steps were executed, as a hash that no order changes.</summary>
        public ulong Set { get; }

        public int[] Ready { get; }

        public Prefix With(int step) => new(this, step);

        public List<int> Steps()
        {
            var steps = new List<int>();
            for (var prefix = this; prefix._before is not null; prefix = prefix._before)
            {
                steps.Add(prefix._step);
            }

            steps.Reverse();
            return steps;
        }
    }
}
