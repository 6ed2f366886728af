using System.Net;
using System.Net.Http.Headers;

namespace EdgeRuntime.Devices;

/// <summary>
/// Messages as HTTP POST requests, one after the other. 2xx is an arrival; 408, 425, 429 and 5xx, no answer and no connection are tried
/// again; anything else is a refusal for good (RFC 9110 section 15). Redirections are refused: they would turn a POST into a GET.
/// </summary>
internal sealed class WebhookTransport : IMessageTransport
{
    private const int LargestAnswerBytes = 64 * 1024;

    private readonly Uri _url;
    private readonly string? _tokenFile;
    private readonly TimeSpan _timeout;
    private readonly HttpClient _client;

    /// <param name="url">Where to.</param>
    /// <param name="tokenFile">Holds the bearer token (RFC 6750); read at every request, so that a new one needs no restart. Null for none.</param>
    /// <param name="timeout">For a whole request.</param>
    public WebhookTransport(Uri url, string? tokenFile, TimeSpan timeout)
    {
        (_url, _tokenFile, _timeout) = (url, tokenFile, timeout);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _client = new HttpClient(handler) { Timeout = timeout, MaxResponseContentBufferSize = LargestAnswerBytes };
    }

    /// <summary>Nothing: a request connects.</summary>
    public void Connect()
    {
    }

    public SendReport Send(IReadOnlyList<Message> messages)
    {
        var (done, refused) = (0, 0);
        string? reason = null;
        foreach (var message in messages)
        {
            try
            {
                var status = PostAgainIfCutOff(message);
                if ((int)status is < 200 or > 299)
                {
                    reason = $"{_url} answers {(int)status} {status}";
                    if (IsTemporary(status))
                    {
                        break;
                    }

                    refused++;
                }

                done++;
            }
            catch (OperationCanceledException)
            {
                reason = $"{_url} does not answer within {_timeout.TotalSeconds} s";
                break;
            }
            catch (Exception e)
            {
                reason = $"{_url}: {e.GetBaseException().Message}";
                break;
            }
        }

        return new SendReport(done, refused, reason);
    }

    public long Idle(long nowNs, MessageCounts counts) => long.MaxValue;

    public void Disconnect()
    {
    }

    public void Dispose() => _client.Dispose();

    private static bool IsTemporary(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status == 425;

    /// <summary>A server may close a connection at the very moment that it is used again; that says nothing about the server.</summary>
    private HttpStatusCode PostAgainIfCutOff(Message message)
    {
        try
        {
            return Post(message);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError))
        {
            return Post(message);
        }
    }

    private HttpStatusCode Post(Message message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ReadOnlyMemoryContent(message.Payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (_tokenFile is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(_tokenFile).Trim());
        }

        using var response = _client.Send(request, HttpCompletionOption.ResponseContentRead);
        return response.StatusCode;
    }
}
