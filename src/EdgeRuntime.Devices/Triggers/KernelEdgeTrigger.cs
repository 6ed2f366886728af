using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Fires on an edge of a GPIO line, read straight from the kernel's character device by a thread that sleeps until one comes: the kernel's
/// time stamp, its debounce, and its count of edges that nobody was fast enough for. Nothing is allocated per edge. Edges that come while
/// one still waits to be taken are counted in <see cref="OverrunCount"/>.
/// </summary>
public sealed class KernelEdgeTrigger : ITrigger
{
    private readonly Func<EdgeReader> _open;
    private readonly DeviceContext _context;
    private readonly FiringSlot _slot;
    private EdgeReader? _reader;
    private Thread? _thread;
    private volatile bool _isLost;

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
            _thread = new Thread(Listen) { IsBackground = true, Name = Health.Device };
            _thread.Start();
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

    public bool TryTake(long nowNs, out long firedAtNs) => _slot.TryTake(out firedAtNs);

    public void Dispose() => Close();

    private void Listen()
    {
        _context.PlaceThread();
        var reader = _reader!;
        var found = EdgeWait.Edges;
        while ((found = reader.Wait(out var count)) == EdgeWait.Edges)
        {
            for (var i = 0; i < count; i++)
            {
                _slot.Fire(reader.TimestampNs(i));
            }

            _context.Wake.Set();
        }

        _isLost = found == EdgeWait.Lost;
        _context.Wake.Set();
    }

    private void Close()
    {
        _reader?.Stop();
        _thread?.Join();
        _reader?.Dispose();
        (_reader, _thread, _isLost) = (null, null, false);
    }
}
