namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime status</c>.</summary>
internal static class StatusCommand
{
    public static Verb Verb { get; } = new(
        "status",
        "what the running service does: pipelines, devices, latencies; 1 when a pipeline is not well",
        Operand: null,
        [
            new VerbOption("--json", null, "answer in JSON"),
            new VerbOption("--metrics", null, "print the metrics instead, in Prometheus' text format"),
            StatusAddress.Option,
        ],
        ["edgeruntime status", "edgeruntime status --json", "edgeruntime status --metrics > /var/lib/node_exporter/edgeruntime.prom"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        var address = StatusClient.AddressOf(arguments);
        if (arguments.Has("--metrics"))
        {
            terminal.Output.Write(StatusClient.Get(address, "/metrics").Body);
            return ExitCode.Done;
        }

        using var status = StatusClient.Status(address);
        var pipelines = status.RootElement.GetProperty("pipelines").EnumerateArray().ToArray();
        if (arguments.Has("--json"))
        {
            JsonText.Write(terminal.Output, json => status.RootElement.WriteTo(json));
        }
        else
        {
            StatusView.Write(terminal.Output, status.RootElement, before: null);
        }

        return pipelines.All(p => p.GetProperty("healthy").GetBoolean() && p.GetProperty("ready").GetBoolean()) ? ExitCode.Done : ExitCode.No;
    }
}
