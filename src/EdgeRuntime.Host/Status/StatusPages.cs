using System.Text;
using System.Text.Json;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>What a page of the service says.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Body">UTF-8.</param>
internal sealed record StatusPage(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    public static StatusPage Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text + "\n"));
}

/// <summary>
/// The pages: <c>/metrics</c> for Prometheus, <c>/health</c> (200 while every pipeline makes progress), <c>/ready</c> (200 while every
/// sensor and trigger answers), <c>/status</c> in JSON.
/// </summary>
internal sealed class StatusPages(Func<IReadOnlyList<PipelineRunner>> runners)
{
    private const string Names = "/metrics, /health, /ready and /status";

    /// <param name="requestHead">What was asked.</param>
    /// <param name="metrics">Takes the metrics; the page is made of it until it is used again.</param>
    public StatusPage Answer(ReadOnlySpan<byte> requestHead, PrometheusText metrics)
    {
        var request = HttpRequestLine.Parse(requestHead);
        return request.Status switch
        {
            200 => Page(request.Path, metrics),
            405 => StatusPage.Text(405, "Only GET."),
            431 => StatusPage.Text(431, $"A request has {HttpRequestLine.MaxHeadBytes} bytes at most."),
            _ => StatusPage.Text(400, "Not an HTTP/1.1 request."),
        };
    }

    private StatusPage Page(string path, PrometheusText metrics) => path switch
    {
        "/metrics" => Metrics(metrics),
        "/health" => Judge("healthy", "without progress", PipelineHealth.IsHealthy),
        "/ready" => Judge("ready", "without their sensor or trigger", PipelineHealth.IsReady),
        "/status" => Status(),
        _ => StatusPage.Text(404, $"There are {Names}."),
    };

    private StatusPage Metrics(PrometheusText text)
    {
        text.Clear();
        var now = runners();
        PipelineMetrics.Write(text, now);
        DeviceMetrics.Write(text, now);
        ProcessMetrics.Write(text);
        return new StatusPage(200, PrometheusText.ContentType, text.Utf8);
    }

    private StatusPage Judge(string good, string bad, Func<PipelineRunner, bool> isGood)
    {
        string[] failing = [.. runners().Where(r => !isGood(r)).Select(r => r.Name)];
        return failing.Length == 0 ? StatusPage.Text(200, good) : StatusPage.Text(503, $"{bad}: {string.Join(", ", failing)}");
    }

    private StatusPage Status()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            StatusJson.Write(json, runners());
        }

        return new StatusPage(200, "application/json", bytes.ToArray());
    }
}
