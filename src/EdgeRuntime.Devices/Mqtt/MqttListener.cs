using System.Collections.Concurrent;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Listens at a broker from a thread of its own; connects again after a loss, with the pauses of <see cref="Backoff"/>.</summary>
internal sealed class MqttListener : IDisposable
{
    private const int MostAnswers = 16;

    private readonly MqttConnection _connection;
    private readonly IReadOnlyList<string> _filters;
    private readonly WorkerThread _thread;
    private readonly Backoff _backoff = new(Random.Shared);
    private readonly ConcurrentQueue<Func<Message>> _answers = new();
    private readonly Action<long, string?>? _changed;
    private long _connectAtNs;
    private long _pingAtNs;
    private string? _fault;
    private volatile bool _isConnected;

    /// <param name="broker">Where.</param>
    /// <param name="filters">To which topics.</param>
    /// <param name="received">Called with every message that is not a retained one, on a thread of the MQTT library.</param>
    /// <param name="clock">Time.</param>
    /// <param name="changed">Called on this object's thread with the time, when connected (null) or with what went wrong; null for nobody.</param>
    public MqttListener(
        MqttBroker broker, IReadOnlyList<string> filters, Action<MqttReceived> received, MonotonicClock clock, Action<long, string?>? changed = null)
    {
        (_filters, _changed) = (filters, changed);
        var wake = new KernelWake();
        _connection = new MqttConnection(broker, received, wake);
        _thread = new WorkerThread($"mqtt {broker.ClientId}", clock, wake, Step, _ => _connection.Disconnect(), (nowNs, fault) => Lose(nowNs, fault.Message));
    }

    public bool IsConnected => _isConnected;

    /// <summary>What went wrong since the last call; null when nothing did.</summary>
    public string? TakeFault() => Volatile.Read(ref _fault) is null ? null : Interlocked.Exchange(ref _fault, null);

    public void Start() => _thread.Start();

    /// <summary>Works out an answer on this object's thread and publishes it. When too many wait, this one is given up.</summary>
    public void Answer(Func<Message> answer)
    {
        if (_answers.Count < MostAnswers)
        {
            _answers.Enqueue(answer);
            _thread.Wake();
        }
    }

    public void Dispose()
    {
        if (_thread.Stop())
        {
            _connection.Dispose();
        }

        _thread.Dispose();
    }

    private long Step(long nowNs)
    {
        if (!_isConnected && nowNs < _connectAtNs)
        {
            return _connectAtNs - nowNs;
        }

        try
        {
            if (!_isConnected)
            {
                _connection.Connect(willTopic: null, _filters);
                _isConnected = true;
                _backoff.Reset();
                _pingAtNs = nowNs + _connection.PingPeriodNs;
                _changed?.Invoke(nowNs, null);
            }

            _connection.Require();
            while (_answers.TryDequeue(out var answer))
            {
                // Who commands but may not be answered has to do without.
                _ = _connection.Publish(answer(), retain: false);
            }

            if (nowNs >= _pingAtNs)
            {
                _connection.Ping();
                _pingAtNs = nowNs + _connection.PingPeriodNs;
            }

            return _pingAtNs - nowNs;
        }
        catch (IOException e)
        {
            Lose(nowNs, e.Message);
            return _connectAtNs - nowNs;
        }
    }

    private void Lose(long nowNs, string reason)
    {
        _isConnected = false;
        _connectAtNs = nowNs + _backoff.Next();
        Volatile.Write(ref _fault, reason);
        _changed?.Invoke(nowNs, reason);
    }
}
