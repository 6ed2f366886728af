using Serilog.Events;
using Serilog.Formatting;

namespace EdgeRuntime.Host;

/// <summary>Lines with the priority that journald takes from their first characters; sd-daemon(3). Every line of a message carries it.</summary>
internal sealed class JournalFormatter : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var priority = logEvent.Level switch
        {
            LogEventLevel.Fatal => "<2>",
            LogEventLevel.Error => "<3>",
            LogEventLevel.Warning => "<4>",
            LogEventLevel.Information => "<6>",
            _ => "<7>",
        };
        var text = logEvent.RenderMessage();
        text = logEvent.Exception is null ? text : $"{text}\n{logEvent.Exception}";
        foreach (var line in text.Split('\n'))
        {
            output.Write(priority);
            output.Write(line.TrimEnd('\r'));
            output.Write('\n');
        }
    }
}
