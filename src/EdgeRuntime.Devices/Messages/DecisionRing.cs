using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Decisions on their way from a pipeline's thread, which adds them, to the one thread that sends them. Neither waits for the other and
/// nothing is allocated. A decision that finds the ring full is dropped and counted.
/// </summary>
/// <param name="capacity">Decisions that fit.</param>
internal sealed class DecisionRing(int capacity)
{
    private readonly TimedDecision[] _slots = new TimedDecision[capacity];
    private long _added;
    private long _removed;
    private long _dropped;

    public int Count => (int)(Volatile.Read(ref _added) - Volatile.Read(ref _removed));

    public long DroppedCount => Volatile.Read(ref _dropped);

    /// <summary>For the pipeline's thread.</summary>
    public void Add(in Decision decision, DateTime utc)
    {
        var added = _added;
        if (added - Volatile.Read(ref _removed) == _slots.Length)
        {
            Volatile.Write(ref _dropped, _dropped + 1);
            return;
        }

        _slots[added % _slots.Length] = new TimedDecision(decision, utc);
        Volatile.Write(ref _added, added + 1);
    }

    /// <summary>For the sending thread: one of the <see cref="Count"/> decisions, 0 the oldest.</summary>
    public TimedDecision this[int index] => _slots[(_removed + index) % _slots.Length];

    /// <summary>For the sending thread: the oldest decisions were handed on.</summary>
    public void Remove(int count) => Volatile.Write(ref _removed, _removed + count);
}
