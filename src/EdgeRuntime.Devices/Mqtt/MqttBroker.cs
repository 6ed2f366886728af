using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Where a broker is and how this device makes itself known to it.</summary>
internal sealed record MqttBroker
{
    private const int PlainPort = 1883, TlsPort = 8883;

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string ClientId { get; init; }

    public bool UsesTls { get; init; }

    public bool IsVersion5 { get; init; } = true;

    public string? User { get; init; }

    /// <summary>Read at every connecting, so that a new password needs no restart.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>The only authorities that the broker's certificate may come from; null for those of the system.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>With its key; null when the device shows none.</summary>
    public X509Certificate2? Certificate { get; init; }

    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Reads <c>broker</c> (mqtt:// or mqtts://), <c>clientId</c>, <c>user</c>, <c>passwordFile</c>, <c>caFile</c>, <c>certificateFile</c>,
    /// <c>keyFile</c>, <c>keepAliveSeconds</c>, <c>timeoutMs</c> and <c>version</c>.
    /// </summary>
    /// <param name="settings">Where they stand.</param>
    /// <param name="context">Whose pipeline it is.</param>
    /// <param name="role">Behind the usual client id, as a broker knows one connection by each; empty for none.</param>
    public static MqttBroker Read(ConfigNode settings, DeviceContext context, string role)
    {
        var uri = ReadUri(settings);
        var usesTls = uri?.Scheme == "mqtts";
        var certificates = new[] { "caFile", "certificateFile", "keyFile" }.Where(settings.Has).ToArray();
        if (uri is not null && !usesTls && certificates.Length > 0)
        {
            settings.Refuse(certificates[0], "a file for TLS", "none with mqtt://, or a broker that begins with mqtts://");
        }

        var user = settings.Has("user") ? settings.Text("user") : null;
        var password = settings.Has("passwordFile") ? settings.Text("passwordFile") : null;
        if (password is not null && user is null)
        {
            settings.Refuse("user", "nothing", "the user whose password it is");
        }

        return new MqttBroker
        {
            Host = uri?.Host ?? "",
            Port = uri is null ? 0 : uri.Port > 0 ? uri.Port : usesTls ? TlsPort : PlainPort,
            UsesTls = usesTls,
            ClientId = settings.Text("clientId", MqttTopic.Fill("edgeruntime-{host}-{pipeline}", context) + role),
            User = user,
            PasswordFile = password is null ? null : SecretFile.PathOf(password, context),
            Authorities = ReadAuthorities(settings, context),
            Certificate = ReadCertificate(settings, context),
            KeepAlive = TimeSpan.FromSeconds(settings.Integer("keepAliveSeconds", 1, 65535, 30)),
            Timeout = TimeSpan.FromMilliseconds(settings.Integer("timeoutMs", 100, 60_000, 5000)),
            IsVersion5 = settings.Choice("version", ["5", "3.1.1"], "5") == "5",
        };
    }

    private static Uri? ReadUri(ConfigNode settings)
    {
        const string expected = "mqtt://HOST, mqtts://HOST, or these with :PORT";
        var text = settings.Text("broker");
        if (text.Length == 0)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Port == 0 || uri.PathAndQuery.Trim('/').Length > 0)
        {
            settings.Refuse("broker", $"'{text}'", expected);
            return null;
        }

        if (uri.Scheme is not ("mqtt" or "mqtts"))
        {
            settings.Refuse("broker", $"'{text}'", expected, NearestName.Of(uri.Scheme, ["mqtt", "mqtts"]));
            return null;
        }

        if (uri.UserInfo.Length > 0)
        {
            settings.Refuse("broker", "a user in the address", "the user in user and the password in passwordFile");
        }

        return uri;
    }

    private static X509Certificate2Collection? ReadAuthorities(ConfigNode settings, DeviceContext context)
    {
        if (!settings.Has("caFile"))
        {
            return null;
        }

        var file = settings.Text("caFile");
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(context.PathOf(file));
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            settings.Refuse("caFile", $"'{file}': {e.Message}", "a file of certificates (PEM)");
            return authorities;
        }

        if (authorities.Count == 0)
        {
            settings.Refuse("caFile", $"'{file}', without a certificate", "a file of certificates (PEM)");
        }

        return authorities;
    }

    private static X509Certificate2? ReadCertificate(ConfigNode settings, DeviceContext context)
    {
        if (!settings.Has("certificateFile") && !settings.Has("keyFile"))
        {
            return null;
        }

        var (certificate, key) = (settings.Text("certificateFile"), settings.Text("keyFile"));
        if (certificate.Length == 0 || key.Length == 0)
        {
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPemFile(context.PathOf(certificate), context.PathOf(key));
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            settings.Refuse("certificateFile", $"'{certificate}' with '{key}': {e.Message}", "a certificate and its key (PEM)");
            return null;
        }
    }
}
