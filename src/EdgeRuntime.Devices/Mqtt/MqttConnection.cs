using System.Buffers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeRuntime.Pipeline;
using MQTTnet;
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
    private const uint LargestReceivedBytes = 64 * 1024;

    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(1);

    private IMqttClient? _client;
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

    /// <summary>Begins to send; messages leave in the order of the calls. What goes wrong is told by <see cref="Wait"/>.</summary>
    public Task<MqttClientPublishResult> Publish(string topic, ReadOnlyMemory<byte> payload, bool atLeastOnce, bool retain)
    {
        try
        {
            return _client!.PublishAsync(new MqttApplicationMessage
            {
                Topic = topic,
                Payload = new ReadOnlySequence<byte>(payload),
                QualityOfServiceLevel = atLeastOnce ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce,
                Retain = retain,
            });
        }
        catch (Exception e)
        {
            return Task.FromException<MqttClientPublishResult>(e);
        }
    }

    /// <summary>Waits for what was begun.</summary>
    /// <exception cref="IOException">It did not arrive.</exception>
    public MqttClientPublishResult Wait(Task<MqttClientPublishResult> begun)
    {
        try
        {
            return begun.GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            throw Failed("publishing", e);
        }
    }

    /// <exception cref="IOException">The broker does not answer.</exception>
    public void Ping() => Guarded("asking whether it is there", () =>
    {
        _client!.PingAsync().GetAwaiter().GetResult();
        return 0;
    });

    /// <exception cref="IOException">The connection is gone.</exception>
    public void Require()
    {
        if (!IsConnected)
        {
            throw new IOException($"{Name}: the connection was lost");
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
        _client = null;
    }

    private string Name => $"{broker.Host}:{broker.Port}";

    /// <returns>The keep-alive time that the broker wants instead of ours; null when ours is well.</returns>
    private TimeSpan? ConnectOnce(string? willTopic, IReadOnlyList<string> subscriptions)
    {
        Dispose();
        var client = new MqttClientFactory().CreateMqttClient();
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
            .WithMaximumPacketSize(broker.IsVersion5 ? LargestReceivedBytes : 0u)
            .WithKeepAlivePeriod(_keepAlive)
            .WithTimeout(broker.Timeout)
            .WithTlsOptions(Tls);
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

    private void Tls(MqttClientTlsOptionsBuilder tls)
    {
        // Boards have no way to a revocation list more often than not, and a broker that cannot be reached is worse for them.
        tls.UseTls(broker.UsesTls).WithRevocationMode(X509RevocationMode.NoCheck);
        if (broker.Certificate is not null)
        {
            tls.WithClientCertificates(new X509Certificate2Collection(broker.Certificate));
        }

        if (broker.Authorities is not null)
        {
            tls.WithCertificateValidationHandler(IsFromAuthorities);
        }
    }

    private bool IsFromAuthorities(MqttClientCertificateValidationEventArgs shown)
    {
        if (shown.Certificate is null || (shown.SslPolicyErrors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(broker.Authorities!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var between in shown.Chain?.ChainElements.Skip(1) ?? [])
        {
            chain.ChainPolicy.ExtraStore.Add(between.Certificate);
        }

        using var certificate = X509CertificateLoader.LoadCertificate(shown.Certificate.GetRawCertData());
        return chain.Build(certificate);
    }
}
