using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Fires on an edge of a GPIO line, read straight from the kernel's character device: the kernel's time stamp, its debounce, and its count
/// of edges that nobody was fast enough for. The pipeline's own thread sleeps until the line has an edge, so that one wake lies between the
/// two; while it works, the kernel keeps what comes (<see cref="GpioChip.EventBufferSize"/> edges). Nothing is allocated per edge. Edges
/// that come while one still waits to be taken are counted in <see cref="OverrunCount"/>.
/// </summary>
public sealed class KernelEdgeTrigger : ITrigger
{
    // What the kernel keeps at most: an endless storm must not hold the pipeline here.
    private const int MostReads = GpioChip.EventBufferSize / EdgeReader.BatchSize;

    private readonly Func<EdgeReader> _open;
    private readonly DeviceContext _context;
    private readonly FiringSlot _slot;
    private EdgeReader? _reader;
    private bool _isLost;

    /// <param name="name">Of the line, for the log.</param>
    /// <param name="open">Takes the line; called when the trigger is first needed and after every fault.</param>
    /// <param name="context">Whose pipeline it triggers.</param>
    public KernelEdgeTrigger(string name, Func<EdgeReader> open, DeviceContext context)
    {
        (_open, _context) = (open, context);
        _slot = new FiringSlot(context.Overrun == OverrunPolicy.SkipOldest);
        Health = context.HealthOf(name);
    }

    public DeviceHealth Health { get; }

    public int FramesToNext => int.MaxValue;

    public long NextDueNs => long.MaxValue;

    /// <summary>Edges that found an earlier one not yet taken.</summary>
    public long OverrunCount => _slot.OverrunCount;

    /// <summary>Edges that the kernel had to drop, since the line was last opened.</summary>
    public long DroppedCount => _reader?.DroppedCount ?? 0;

    public void Maintain(long nowNs)
    {
        if (_isLost)
        {
            Close();
            Health.Failed(nowNs, "the line is gone; its chip was unplugged or its driver unloaded");
        }

        if (!Health.ShouldOpen(nowNs))
        {
            return;
        }

        try
        {
            _reader = _open();
            _context.Wake.Watch(_reader.Descriptor);
            Health.Opened();
        }
        catch (Exception e)
        {
            Close();
            Health.Failed(nowNs, e.Message);
        }
    }

    public void Advance(int frames)
    {
    }

    public void Restart()
    {
    }

    public bool TryTake(long nowNs, out long firedAtNs)
    {
        for (var reads = 0; reads < MostReads && Take() == EdgeReader.BatchSize; reads++)
        {
        }

        return _slot.TryTake(out firedAtNs);
    }

    public void Dispose() => Close();

    /// <returns>How many edges it read.</returns>
    private int Take()
    {
        if (_reader is null || _isLost)
        {
            return 0;
        }

        _isLost = !_reader.TryRead(out var count);
        for (var i = 0; i < count; i++)
        {
            _slot.Fire(_reader.TimestampNs(i));
        }

        if (_isLost)
        {
            _context.Wake.Set();
        }

        return count;
    }

    private void Close()
    {
        if (_reader is not null)
        {
            _context.Wake.Watch(-1);
            _reader.Dispose();
        }

        (_reader, _isLost) = (null, false);
    }
}
