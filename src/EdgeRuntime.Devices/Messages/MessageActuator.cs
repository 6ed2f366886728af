using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Sends decisions off the board from a thread of its own. The pipeline's thread copies a decision into a ring and wakes the other one: it
/// never waits and allocates nothing.
/// </summary>
internal sealed class MessageActuator : IActuator
{
    private const int RingDecisions = 1024;

    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(1);

    private readonly DecisionRing _ring = new(RingDecisions);
    private readonly MessageSender _sender;
    private readonly TimeProvider _time;
    private readonly WorkerThread _thread;
    private bool _isStarted;

    /// <param name="context">Whose pipeline it serves.</param>
    /// <param name="device">Its name, for the log.</param>
    /// <param name="topics">Where decisions of each class go, by the class's index.</param>
    /// <param name="spool">Where they wait; owned.</param>
    /// <param name="wake">Wakes the sending thread; owned.</param>
    /// <param name="transport">Sends them; owned.</param>
    public MessageActuator(
        DeviceContext context, string device, IEnumerable<string> topics, Spool spool, IWake wake, IMessageTransport transport)
    {
        (_time, Health) = (context.Time, context.HealthOf(device));
        var clock = context.Clock;
        _sender = new MessageSender(_ring, new MessageFormat(context.Pipeline, topics), spool, transport, new Backoff(Random.Shared));
        _thread = new WorkerThread($"send {device}", clock, wake, _sender.Step, Finish, _sender.Fault);

        void Finish(long nowNs)
        {
            var endNs = nowNs + (long)DrainTimeout.TotalNanoseconds;
            _sender.Finish(nowNs, () => clock.NowNs > endNs);
        }
    }

    public DeviceHealth Health { get; }

    public long DroppedCount => _sender.Counts.Dropped;

    public long SentCount => _sender.Counts.Sent;

    public long SpooledCount => _sender.Counts.Spooled;

    public long WaitingCount => _sender.Counts.Waiting;

    public void Maintain(long nowNs)
    {
        if (!_isStarted)
        {
            _thread.Start();
            _isStarted = true;
        }

        if (_sender.TakeFault() is { } reason)
        {
            Health.Failed(nowNs, reason);
        }
        else if (!Health.IsReady && _sender.IsWell)
        {
            Health.Opened();
        }
    }

    public void Act(in Decision decision)
    {
        _ring.Add(decision, _time.GetUtcNow().UtcDateTime);
        _thread.Wake();
    }

    public void MakeSafe()
    {
    }

    public void Dispose()
    {
        if (_thread.Stop())
        {
            _sender.Dispose();
        }

        _thread.Dispose();
    }
}
