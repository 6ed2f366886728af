using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace EdgeRuntime.Devices;

/// <summary>The bytes between this device and a broker: TCP, with TLS where the broker wants it.</summary>
internal static class BrokerStream
{
    /// <returns>Owned by the caller.</returns>
    /// <exception cref="SocketException">Nobody there.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">One side does not trust the other.</exception>
    public static async Task<Stream> Open(MqttBroker broker, CancellationToken cancellation)
    {
        // A message is written whole, so that waiting for more bytes would only delay it.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = (int)broker.Timeout.TotalMilliseconds };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(broker.Host, broker.Port, cancellation).ConfigureAwait(false);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (broker.UsesTls)
            {
                var secured = new SslStream(stream);
                stream = secured;
                await secured.AuthenticateAsClientAsync(Tls(broker), cancellation).ConfigureAwait(false);
            }

            return stream;
        }
        catch
        {
            stream?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions Tls(MqttBroker broker)
    {
        // Boards have no way to a revocation list more often than not, and a broker that cannot be reached is worse for them.
        var options = new SslClientAuthenticationOptions { TargetHost = broker.Host, CertificateRevocationCheckMode = X509RevocationMode.NoCheck };
        if (broker.Certificate is not null)
        {
            options.ClientCertificates = [broker.Certificate];
        }

        if (broker.Authorities is { } authorities)
        {
            options.RemoteCertificateValidationCallback = (_, shown, chain, errors) => IsFrom(authorities, shown, chain, errors);
        }

        return options;
    }

    private static bool IsFrom(X509Certificate2Collection authorities, X509Certificate? shown, X509Chain? shownChain, SslPolicyErrors errors)
    {
        if (shown is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var between in shownChain?.ChainElements.Skip(1) ?? [])
        {
            chain.ChainPolicy.ExtraStore.Add(between.Certificate);
        }

        using var certificate = X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
        return chain.Build(certificate);
    }
}
