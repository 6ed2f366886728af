using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EdgeRuntime.Devices.Tests;

/// <summary>The Debian broker on a port of its own, with someone who listens to everything.</summary>
internal sealed class Mosquitto : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mosquitto").FullName;
    private readonly string _config;
    private readonly ConcurrentQueue<(string Topic, string Payload)> _messages = new();
    private readonly MqttConnection _listener;
    private Process? _process;

    /// <param name="config">Lines of its configuration besides the listener; <c>FOLDER</c> stands for its folder.</param>
    /// <param name="listenAs">The listener's user; null for none.</param>
    /// <param name="tls">Whether it speaks TLS, with the certificates that this object makes.</param>
    public Mosquitto(string config = "allow_anonymous true", string? listenAs = null, bool tls = false)
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        if (tls)
        {
            MakeCertificates();
            config += "\ncafile FOLDER/ca.pem\ncertfile FOLDER/server.pem\nkeyfile FOLDER/server.key";
        }

        _config = PathOf("mosquitto.conf");
        File.WriteAllText(_config, $"user root\nlistener {Port} 127.0.0.1\n{config.Replace("FOLDER", _folder)}\n");
        _listener = new MqttConnection(
            new MqttBroker
            {
                Host = "localhost",
                Port = Port,
                ClientId = "listener",
                User = listenAs,
                PasswordFile = listenAs is null ? null : PathOf("password"),
                UsesTls = tls,
                Authorities = tls ? [X509CertificateLoader.LoadCertificateFromFile(PathOf("ca.pem"))] : null,
            },
            received => _messages.Enqueue((received.Topic, Encoding.UTF8.GetString(received.Payload.ToArray()))),
            new Pipeline.EventWake());
    }

    public static string? Program { get; } = new[] { "/usr/sbin/mosquitto", "/usr/bin/mosquitto" }.FirstOrDefault(File.Exists);

    public int Port { get; }

    public IReadOnlyList<(string Topic, string Payload)> Messages => [.. _messages];

    public string PathOf(string name) => Path.Combine(_folder, name);

    public void Start()
    {
        _process = Process.Start(new ProcessStartInfo(Program!, ["-c", _config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var last = new IOException("not tried");
        for (var i = 0; i < 100; i++)
        {
            try
            {
                _listener.Connect(null, ["#"]);
                return;
            }
            catch (IOException e)
            {
                last = e;
                Thread.Sleep(50);
            }
        }

        throw last;
    }

    public void Stop()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Publishes as somebody else would.</summary>
    public void Publish(string topic, string payload, bool retain = false) =>
        Assert.Null(_listener.Publish(new Message(topic, Encoding.UTF8.GetBytes(payload)), retain));

    /// <summary>Nobody listens any more.</summary>
    public void Unlisten() => _listener.Dispose();

    public string[] PayloadsOf(string topic) => [.. _messages.Where(m => m.Topic == topic).Select(m => m.Payload)];

    public void Dispose()
    {
        _listener.Dispose();
        Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private void MakeCertificates()
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ca = new CertificateRequest("CN=test authority", caKey, HashAlgorithmName.SHA256);
        ca.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var caCertificate = ca.CreateSelfSigned(from, to);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        server.CertificateExtensions.Add(names.Build());
        using var certificate = server.Create(caCertificate, from, to, [1, 2, 3, 4]);
        File.WriteAllText(PathOf("ca.pem"), caCertificate.ExportCertificatePem());
        File.WriteAllText(PathOf("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf("server.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
