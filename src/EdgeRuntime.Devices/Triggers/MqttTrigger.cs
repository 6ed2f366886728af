using System.Buffers;
using System.Text;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Fires when a message arrives, at the time of its arrival. A message that the broker kept from before does not fire. Besides the broker's
/// settings: <c>topic</c>, in which <c>+</c> and <c>#</c> may stand, and <c>payload</c>, which it must have when that is given.
/// </summary>
internal sealed class MqttTrigger : ITrigger
{
    private readonly FiringSlot _slot;
    private readonly MqttListener _listener;
    private readonly byte[]? _payload;
    private readonly MonotonicClock _clock;
    private readonly IWake _wake;
    private bool _isStarted;

    private MqttTrigger(MqttBroker broker, string filter, string? payload, DeviceContext context)
    {
        _slot = new FiringSlot(context.Overrun == OverrunPolicy.SkipOldest);
        (_clock, _wake, _payload) = (context.Clock, context.Wake, payload is null ? null : Encoding.UTF8.GetBytes(payload));
        Health = context.HealthOf($"mqtt {filter}");
        _listener = new MqttListener(broker, [filter], OnReceived, context.Clock);
    }

    public DeviceHealth Health { get; }

    public int FramesToNext => int.MaxValue;

    public long NextDueNs => long.MaxValue;

    public long OverrunCount => _slot.OverrunCount;

    public static ITrigger Create(ConfigNode settings, DeviceContext context)
    {
        var broker = MqttBroker.Read(settings, context, "-trigger");
        var filter = MqttTopic.ReadFilter(settings, "topic", context);
        return new MqttTrigger(broker, filter, settings.Has("payload") ? settings.Text("payload") : null, context);
    }

    public void Maintain(long nowNs)
    {
        if (!_isStarted)
        {
            _listener.Start();
            _isStarted = true;
        }

        if (_listener.TakeFault() is { } reason)
        {
            Health.Failed(nowNs, reason);
        }
        else if (!Health.IsReady && _listener.IsConnected)
        {
            Health.Opened();
        }
    }

    public void Advance(int frames)
    {
    }

    public void Restart()
    {
    }

    public bool TryTake(long nowNs, out long firedAtNs) => _slot.TryTake(out firedAtNs);

    public void Dispose() => _listener.Dispose();

    private void OnReceived(MqttReceived received)
    {
        if (!received.IsRetained && (_payload is null || (received.Payload.Length == _payload.Length && received.Payload.ToArray().AsSpan().SequenceEqual(_payload))))
        {
            _slot.Fire(_clock.NowNs);
            _wake.Set();
        }
    }
}
