namespace EdgeRuntime.Pipeline;

/// <summary>
/// The last few decisions of a pipeline. Its thread adds, without waiting or allocating; any thread reads, and reads again when the slot
/// was written meanwhile (a sequence lock, whose number is odd during a write).
/// </summary>
public sealed class DecisionHistory
{
    public const int Capacity = 8;

    private readonly Slot[] _slots = new Slot[Capacity];
    private long _count;

    /// <summary>Decisions since the start.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Called by one thread only.</summary>
    public void Add(in Decision decision)
    {
        ref var slot = ref _slots[_count % Capacity];
        Volatile.Write(ref slot.Version, slot.Version + 1);
        Interlocked.MemoryBarrier();
        slot.Decision = decision;
        Volatile.Write(ref slot.Version, slot.Version + 1);
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>The last decisions, the newest first.</summary>
    public IReadOnlyList<Decision> Latest()
    {
        var count = Count;
        var latest = new List<Decision>(Capacity);
        for (var i = count - 1; i >= Math.Max(0, count - Capacity); i--)
        {
            latest.Add(Read(ref _slots[i % Capacity]));
        }

        return latest;
    }

    private static Decision Read(ref Slot slot)
    {
        while (true)
        {
            var version = Volatile.Read(ref slot.Version);
            var decision = slot.Decision;
            Interlocked.MemoryBarrier();
            if ((version & 1) == 0 && Volatile.Read(ref slot.Version) == version)
            {
                return decision;
            }
        }
    }

    private struct Slot
    {
        public int Version;
        public Decision Decision;
    }
}
