using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Posts decisions, each as the JSON of <c>jsonLines</c>, to an HTTP server. Settings: <c>url</c>, <c>tokenFile</c>, <c>timeoutMs</c>,
/// <c>spool</c>.
/// </summary>
internal static class WebhookActuator
{
    public static IActuator Create(ConfigNode settings, DeviceContext context)
    {
        var url = ReadUrl(settings);
        var token = settings.Has("tokenFile") ? SecretFile.PathOf(settings.Text("tokenFile"), context) : null;
        var timeout = TimeSpan.FromMilliseconds(settings.Integer("timeoutMs", 100, 60_000, 5000));
        var host = url?.Authority ?? "";
        var spool = SpoolSettings.Read(settings, context, $"webhook {host}{url?.AbsolutePath}");
        var topics = context.Labels.Select(_ => "");
        return new MessageActuator(
            context, $"webhook {host}", topics, spool, new KernelWake(), new WebhookTransport(url ?? new Uri("http://localhost"), token, timeout));
    }

    private static Uri? ReadUrl(ConfigNode settings)
    {
        var text = settings.Text("url");
        if (text.Length == 0)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
        {
            return url;
        }

        settings.Refuse("url", $"'{text}'", "http://HOST/PATH or https://HOST/PATH, without a user; a token comes from tokenFile");
        return null;
    }
}
