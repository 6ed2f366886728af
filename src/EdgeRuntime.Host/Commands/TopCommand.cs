using System.Text.Json;

namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime top</c>.</summary>
internal static class TopCommand
{
    private const string Home = "\e[H\e[J";

    public static Verb Verb { get; } = new(
        "top",
        "the running service, live: rates, latencies, last decisions, drops, temperature; until Ctrl-C",
        Operand: null,
        [
            new VerbOption("--seconds", "S", "between two looks; 1 by default"),
            new VerbOption("--count", "N", "looks, then end; without end by default"),
            StatusAddress.Option,
        ],
        ["edgeruntime top", "edgeruntime top --seconds 0.5"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        var pause = TimeSpan.FromSeconds(arguments.Number("--seconds", 0.1, 3600) ?? 1);
        var count = arguments.Integer("--count", 1, int.MaxValue, int.MaxValue);
        var address = StatusClient.AddressOf(arguments);
        JsonDocument? before = null;
        for (var i = 0; i < count; i++)
        {
            var now = StatusClient.Status(address);
            using var view = new StringWriter();
            StatusView.Write(view, now.RootElement, before?.RootElement);

            // On a terminal each view takes the place of the one before; in a file they follow each other.
            terminal.Output.Write(Console.IsOutputRedirected ? view : Home + view);
            terminal.Output.Flush();
            before?.Dispose();
            before = now;
            if (i + 1 < count)
            {
                Thread.Sleep(pause);
            }
        }

        before?.Dispose();
        return ExitCode.Done;
    }
}
