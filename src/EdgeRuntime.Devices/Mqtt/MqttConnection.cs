using System.Diagnostics;
using System.Text;
using EdgeRuntime.Pipeline;
using MQTTnet;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Diagnostics.PacketInspection;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeRuntime.Devices;

/// <summary>
/// One connection to a broker (MQTT 5.0 or 3.1.1), used by one thread that may wait in it. Every failure is an <see cref="IOException"/>
/// that names the broker.
/// </summary>
/// <param name="broker">Which.</param>
/// <param name="received">Called on a thread of the library with what was subscribed to.</param>
/// <param name="wake">Set when the connection ends by itself.</param>
internal sealed class MqttConnection(MqttBroker broker, Action<MqttReceived> received, IWake wake) : IDisposable
{
    private const int LargestReceivedBytes = 64 * 1024;

    /// <summary>Before MQTT 5.0, a broker could not be told what is too large.</summary>
    private const int LargestOldReceivedBytes = 1024 * 1024;

    /// <summary>What the protocol allows (MQTT 5.0 section 2.1.4).</summary>
    private const uint LargestPacketBytes = 268_435_460;

    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(1);

    private IMqttClient? _client;
    private MqttWire? _wire;
    private AwaitedAnswers? _answers;
    private int _mostAtATime = AwaitedAnswers.Most;
    private long _largestSentBytes = LargestPacketBytes;
    private TimeSpan _keepAlive = broker.KeepAlive;
    private bool _libraryAsks;

    public bool IsConnected => _client?.IsConnected == true;

    /// <summary>How long after the last packet to <see cref="Ping"/>, nanoseconds.</summary>
    public long PingPeriodNs => (long)(_keepAlive.TotalNanoseconds * 0.75);

    /// <summary>Connects anew and subscribes.</summary>
    /// <param name="willTopic">Where the broker says <c>offline</c> (retained) when the connection breaks; null for nowhere.</param>
    /// <param name="subscriptions">Topic filters, at quality of service 1.</param>
    /// <exception cref="IOException">It is not possible now.</exception>
    public void Connect(string? willTopic, IReadOnlyList<string> subscriptions)
    {
        // A broker may say how often it wants to hear of us (MQTT 5.0 section 3.2.2.3.14).
        if (ConnectOnce(willTopic, subscriptions) is { } wanted)
        {
            (_keepAlive, _libraryAsks) = (wanted, true);
            _ = ConnectOnce(willTopic, subscriptions);
        }
    }

    /// <summary>Sends messages in their order and waits until the broker has them, or, with quality of service 0, until they left.</summary>
    public SendReport Send(IReadOnlyList<Message> messages, bool atLeastOnce, bool retain)
    {
        var (done, refused) = (0, 0);
        string? reason = null;
        try
        {
            var wire = _wire ?? throw new IOException("not connected");
            while (done < messages.Count)
            {
                var (first, count) = (done, Math.Min(messages.Count - done, _mostAtATime));
                wire.Publish(messages, first, count, atLeastOnce, retain, _largestSentBytes);
                var untilTicks = TimeoutTicks();

                // One answer after the other: what comes behind a missing one may have arrived, but is sent again to keep the order.
                for (var i = 0; i < count; i++, done++)
                {
                    var (code, text) = _answers!.Await(i, untilTicks);
                    if (code >= Acknowledgement.FirstRefusal)
                    {
                        refused++;
                        reason = $"{Name} refuses '{messages[done].TopicText}': {(MqttClientPublishReasonCode)code} {text}".TrimEnd();
                    }
                }
            }
        }
        catch (Exception e)
        {
            reason = Failed("publishing", e).Message;
        }

        return new SendReport(done, refused, reason);
    }

    /// <summary>Sends one message at quality of service 1.</summary>
    /// <returns>Why the broker refuses it; null when it has it.</returns>
    /// <exception cref="IOException">It did not arrive.</exception>
    public string? Publish(Message message, bool retain)
    {
        var report = Send([message], atLeastOnce: true, retain);
        return report.Done == 1 ? report.Reason : throw new IOException(report.Reason);
    }

    /// <exception cref="IOException">The broker does not answer.</exception>
    public void Ping()
    {
        try
        {
            (_wire ?? throw new IOException("not connected")).Ping();
            _answers!.AwaitPing(TimeoutTicks());
        }
        catch (Exception e)
        {
            throw Failed("asking whether it is there", e);
        }
    }

    /// <exception cref="IOException">The connection is gone.</exception>
    public void Require()
    {
        if (!IsConnected)
        {
            throw new IOException($"{Name}: {_answers?.Fault ?? "the connection was lost"}");
        }
    }

    /// <summary>Ends the connection so that the broker does not speak the will.</summary>
    public void Disconnect()
    {
        try
        {
            using var timeout = new CancellationTokenSource(GoodbyeTimeout);
            _client?.DisconnectAsync(new MqttClientDisconnectOptions(), timeout.Token).GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            // It ends either way; the broker then speaks the will.
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _wire?.Dispose();
        _answers?.Dispose();
        (_client, _wire, _answers) = (null, null, null);
    }

    private string Name => $"{broker.Host}:{broker.Port}";

    /// <summary>When an answer to what was just sent is late, in ticks of <see cref="Stopwatch"/>.</summary>
    private long TimeoutTicks() => Stopwatch.GetTimestamp() + (long)(broker.Timeout.TotalSeconds * Stopwatch.Frequency);

    /// <returns>The keep-alive time that the broker wants instead of ours; null when ours is well.</returns>
    private TimeSpan? ConnectOnce(string? willTopic, IReadOnlyList<string> subscriptions)
    {
        Dispose();
        _answers = new AwaitedAnswers();
        _wire = new MqttWire(broker, _answers, broker.IsVersion5 ? LargestReceivedBytes : LargestOldReceivedBytes);
        // Not through the library's factory, whose own adapters would bring web sockets, proxies and regular expressions into the program.
        var client = new MqttClient(new MqttWireFactory(_wire), new MqttNetNullLogger());
        _client = client;
        client.ApplicationMessageReceivedAsync += message =>
        {
            var published = message.ApplicationMessage;
            received(new MqttReceived(published.Topic, published.Payload, published.Retain));
            return Task.CompletedTask;
        };
        client.DisconnectedAsync += _ =>
        {
            wake.Set();
            return Task.CompletedTask;
        };
        return Guarded<TimeSpan?>("connecting", () =>
        {
            // To keep a connection alive, the library looks at the wall clock four times a second. Once the broker is told how often to expect
            // us, that is turned off, and Ping does it; a broker that has its own wish turns it on again.
            var options = OptionsOf(willTopic);
            Func<InspectMqttPacketEventArgs, Task> told = _ =>
            {
                options.KeepAlivePeriod = _libraryAsks ? options.KeepAlivePeriod : TimeSpan.Zero;
                return Task.CompletedTask;
            };
            client.InspectPacketAsync += told;
            var result = client.ConnectAsync(options).GetAwaiter().GetResult();
            client.InspectPacketAsync -= told;
            if (result.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw new IOException($"refused: {result.ResultCode} {result.ReasonString}".TrimEnd());
            }

            // What a broker takes of us (MQTT 5.0 sections 3.2.2.3.3 and 3.2.2.3.6); the library says 0 where it says nothing.
            _mostAtATime = result.ReceiveMaximum is > 0 and var most ? Math.Min((int)most, AwaitedAnswers.Most) : AwaitedAnswers.Most;
            _largestSentBytes = result.MaximumPacketSize is > 0 and var largest ? largest : LargestPacketBytes;
            if (result.ServerKeepAlive > 0 && !_libraryAsks)
            {
                return TimeSpan.FromSeconds(result.ServerKeepAlive);
            }

            foreach (var filter in subscriptions)
            {
                var items = client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce).GetAwaiter().GetResult().Items;
                if (items.Any(item => item.ResultCode >= MqttClientSubscribeResultCode.UnspecifiedError))
                {
                    throw new IOException($"'{filter}' may not be subscribed to: {items.First().ResultCode}");
                }
            }

            return null;
        });
    }

    /// <summary>The library throws of many kinds; none may leave here.</summary>
    private T Guarded<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e)
        {
            throw Failed(what, e);
        }
    }

    private IOException Failed(string what, Exception e) => e is OperationCanceledException
        ? new IOException($"{Name}: {what}: no answer within {broker.Timeout.TotalSeconds} s")
        : new IOException($"{Name}: {what}: {e.GetBaseException().Message}", e);

    private MqttClientOptions OptionsOf(string? willTopic)
    {
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer(broker.Host, broker.Port)
            .WithClientId(broker.ClientId)
            .WithProtocolVersion(broker.IsVersion5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311)
            .WithCleanSession()
            .WithMaximumPacketSize(broker.IsVersion5 ? (uint)LargestReceivedBytes : 0u)
            .WithKeepAlivePeriod(_keepAlive)
            .WithTimeout(broker.Timeout);
        if (willTopic is not null)
        {
            options.WithWillTopic(willTopic).WithWillPayload("offline").WithWillRetain().WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        }

        if (broker.User is not null)
        {
            options.WithCredentials(broker.User, broker.PasswordFile is null ? null : Encoding.UTF8.GetBytes(File.ReadAllText(broker.PasswordFile).TrimEnd('\r', '\n')));
        }

        return options.Build();
    }
}
