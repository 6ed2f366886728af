using System.Buffers;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Commands from a broker, one message each, and an answer to each. Commands that the broker kept from before are passed over: they would
/// be repeated at every connecting. Besides the broker's settings: <c>topic</c> and <c>resultTopic</c>.
/// </summary>
public sealed class MqttCommands : IDisposable
{
    /// <summary>Longer commands are not looked at.</summary>
    public const int LargestBytes = 4096;

    private readonly MqttListener _listener;

    private MqttCommands(MqttBroker broker, string topic, string resultTopic, DeviceContext context, Func<byte[], byte[]> answer)
    {
        var health = context.HealthOf($"mqtt {topic}");
        _listener = new MqttListener(broker, [topic], OnReceived, context.Clock, OnChanged);

        void OnChanged(long nowNs, string? reason)
        {
            if (reason is null)
            {
                health.Opened();
            }
            else
            {
                health.Failed(nowNs, reason);
            }
        }

        void OnReceived(MqttReceived received)
        {
            if (!received.IsRetained && received.Payload.Length <= LargestBytes)
            {
                var command = received.Payload.ToArray();
                _listener!.Answer(() => new Message(resultTopic, answer(command)));
            }
        }
    }

    /// <param name="settings">Where they stand.</param>
    /// <param name="context">Whose pipeline it is.</param>
    /// <param name="what">What is commanded: a level of the usual topics, and a part of the usual client id.</param>
    /// <returns>
    /// Makes the connection, of what carries a command out and says what came of it: that is called for one after the other, on a thread of
    /// the connection.
    /// </returns>
    public static Func<Func<byte[], byte[]>, MqttCommands> Read(ConfigNode settings, DeviceContext context, string what)
    {
        var broker = MqttBroker.Read(settings, context, "-" + what);
        var topic = MqttTopic.Read(settings, "topic", $"edgeruntime/{{host}}/{{pipeline}}/{what}/set", context);
        var resultTopic = MqttTopic.Read(settings, "resultTopic", $"edgeruntime/{{host}}/{{pipeline}}/{what}/result", context);
        settings.Finish();
        return answer => new MqttCommands(broker, topic, resultTopic, context, answer);
    }

    public void Start() => _listener.Start();

    public void Dispose() => _listener.Dispose();
}
