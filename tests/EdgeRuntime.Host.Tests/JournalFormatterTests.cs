using Serilog.Events;
using Serilog.Parsing;

namespace EdgeRuntime.Host.Tests;

public class JournalFormatterTests
{
    [Theory]
    [InlineData(LogEventLevel.Fatal, "<2>")]
    [InlineData(LogEventLevel.Error, "<3>")]
    [InlineData(LogEventLevel.Warning, "<4>")]
    [InlineData(LogEventLevel.Information, "<6>")]
    [InlineData(LogEventLevel.Debug, "<7>")]
    public void EveryLineStartsWithItsPriority(LogEventLevel level, string priority)
    {
        var text = new MessageTemplateParser().Parse("one\ntwo");
        var output = new StringWriter();
        new JournalFormatter().Format(new LogEvent(DateTimeOffset.UnixEpoch, level, new InvalidOperationException("why"), text, []), output);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.StartsWith(priority, line));
        Assert.Equal($"{priority}two", lines[1]);
    }
}
