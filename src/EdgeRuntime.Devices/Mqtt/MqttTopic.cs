using System.Text;
using System.Text.RegularExpressions;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// A topic with placeholders: <c>{host}</c>, <c>{pipeline}</c> and, where it is a class's, <c>{label}</c>. Characters that have a meaning in
/// topics (MQTT 5.0 section 4.7) become <c>_</c> in what takes their place.
/// </summary>
internal static partial class MqttTopic
{
    private const int LargestBytes = 1024;

    private static readonly string[] Names = ["host", "pipeline"];

    /// <summary>Reads a topic that one message may be published to.</summary>
    /// <param name="settings">Where it stands.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="fallback">When it is left out; null when it may not be.</param>
    /// <param name="context">Gives pipeline and labels.</param>
    /// <param name="perLabel">Whether <c>{label}</c> may stand in it.</param>
    public static string Read(ConfigNode settings, string name, string? fallback, DeviceContext context, bool perLabel = false)
    {
        var topic = settings.Text(name, fallback);
        string[] known = perLabel ? [.. Names, "label"] : Names;
        foreach (Match match in Placeholder().Matches(topic))
        {
            var found = match.Groups[1].Value;
            if (!known.Contains(found))
            {
                settings.Refuse(name, match.Value, $"placeholders {{{string.Join("}, {", known)}}}", NearestName.Of(found, known));
            }
        }

        if (topic.AsSpan().IndexOfAny('+', '#', '\0') >= 0 || topic.StartsWith('$') || Encoding.UTF8.GetByteCount(topic) > LargestBytes)
        {
            settings.Refuse(name, $"'{topic}'", $"a topic without + and #, not beginning with $, of {LargestBytes} bytes at most");
        }

        return Fill(topic, context);
    }

    /// <summary>Reads a filter of topics, in which a level may be <c>+</c> and the last one <c>#</c>.</summary>
    public static string ReadFilter(ConfigNode settings, string name, DeviceContext context)
    {
        var filter = settings.Text(name);
        var levels = filter.Split('/');
        var isWrong = levels.Index().Any(level => level.Item is not "+" and not "#" && level.Item.AsSpan().IndexOfAny('+', '#', '\0') >= 0
            || (level.Item == "#" && level.Index < levels.Length - 1));
        if (isWrong || Encoding.UTF8.GetByteCount(filter) > LargestBytes)
        {
            settings.Refuse(name, $"'{filter}'", $"a topic, in which a level may be + and the last one #, of {LargestBytes} bytes at most");
        }

        return Fill(filter, context);
    }

    /// <summary>The topic of every class, by its index.</summary>
    public static IReadOnlyList<string> PerLabel(string topic, DeviceContext context) =>
        [.. context.Labels.Select(label => topic.Replace("{label}", Level(label), StringComparison.Ordinal))];

    public static string Fill(string topic, DeviceContext context) => topic
        .Replace("{host}", Level(Environment.MachineName), StringComparison.Ordinal)
        .Replace("{pipeline}", Level(context.Pipeline), StringComparison.Ordinal);

    /// <summary>Text as one level of a topic.</summary>
    public static string Level(string text) => Special().Replace(text, "_");

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[+#/\0]")]
    private static partial Regex Special();
}
