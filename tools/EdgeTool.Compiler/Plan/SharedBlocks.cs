namespace EdgeTool.Compiler;

/// <summary>Values that share one block of the arena, each at its byte of it: a forest of values that lie within others.</summary>
/// <remarks>Disjoint sets with distances to the root; Tarjan, "Efficiency of a good but not linear set union algorithm" (1975).</remarks>
internal sealed class SharedBlocks
{
    private readonly Dictionary<Value, (Value Host, long Offset)> _hosts;

    public SharedBlocks() => _hosts = new(ReferenceEqualityComparer.Instance);

    public SharedBlocks(SharedBlocks other) => _hosts = new(other._hosts, ReferenceEqualityComparer.Instance);

    /// <summary>Nothing shares a block.</summary>
    public bool IsEmpty => _hosts.Count == 0;

    /// <summary><paramref name="value"/>, and all that lies within it, goes to byte <paramref name="offset"/> of <paramref name="host"/>.</summary>
    public void Put(Value value, Value host, long offset)
    {
        var (root, within) = Find(value);
        var (hostRoot, hostOffset) = Find(host);
        if (!ReferenceEquals(root, hostRoot))
        {
            _hosts[root] = (hostRoot, hostOffset + offset - within);
        }
    }

    /// <summary>The value whose bytes are the whole block, and where in it <paramref name="value"/> begins.</summary>
    public (Value Root, long Offset) Find(Value value)
    {
        var offset = 0L;
        while (_hosts.TryGetValue(value, out var host))
        {
            (value, offset) = (host.Host, offset + host.Offset);
        }

        return (value, offset);
    }
}
