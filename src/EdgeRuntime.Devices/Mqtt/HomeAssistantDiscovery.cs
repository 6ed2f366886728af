using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeRuntime.Devices;

/// <summary>
/// Makes a pipeline known to Home Assistant (its MQTT integration's discovery): a device with a sensor for the class, one for its score, one
/// for lost messages, and for every class a binary sensor that is on while it is present.
/// </summary>
internal static partial class HomeAssistantDiscovery
{
    /// <summary>The class that came last, until that one goes; others may go before or after it.</summary>
    private const string ClassTemplate =
        "{{ value_json.label if value_json.active else ('none' if value_json.label == this.state else this.state) }}";

    /// <param name="prefix">Of the discovery topics, <c>homeassistant</c> unless it was changed there.</param>
    /// <param name="context">Whose pipeline it is.</param>
    /// <param name="topics">Where decisions of each class go, by the class's index.</param>
    /// <param name="availabilityTopic">Says <c>online</c> or <c>offline</c>.</param>
    /// <param name="countsTopic">Counts of messages.</param>
    public static IReadOnlyList<Message> Messages(
        string prefix, DeviceContext context, IReadOnlyList<string> topics, string availabilityTopic, string countsTopic)
    {
        var device = $"edgeruntime_{Id(Environment.MachineName)}_{Id(context.Pipeline)}";
        var messages = new List<Message>();
        if (topics.Distinct().Count() == 1)
        {
            Add("sensor", "class", "Class", topics[0], ClassTemplate);
            Add("sensor", "score", "Score", topics[0], "{{ value_json.score | round(3) }}", ("state_class", "measurement"));
        }

        Add("sensor", "lost", "Lost messages", countsTopic, "{{ value_json.dropped }}", ("entity_category", "diagnostic"), ("state_class", "total_increasing"));
        for (var i = 0; i < topics.Count; i++)
        {
            // An empty text leaves the state as it is.
            var label = context.Labels[i].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
            Add(
                "binary_sensor",
                $"class_{i}",
                context.Labels[i],
                topics[i],
                $"{{% if value_json.label == '{label}' %}}{{{{ 'ON' if value_json.active else 'OFF' }}}}{{% endif %}}");
        }

        return messages;

        void Add(string component, string id, string name, string topic, string template, params (string Name, string Value)[] more)
        {
            using var bytes = new MemoryStream();
            using (var json = new Utf8JsonWriter(bytes))
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("unique_id", $"{device}_{id}");
                json.WriteString("state_topic", topic);
                json.WriteString("value_template", template);
                json.WriteString("availability_topic", availabilityTopic);
                foreach (var (member, value) in more)
                {
                    json.WriteString(member, value);
                }

                json.WriteStartObject("device");
                json.WriteStartArray("identifiers");
                json.WriteStringValue(device);
                json.WriteEndArray();
                json.WriteString("name", $"{context.Pipeline} on {Environment.MachineName}");
                json.WriteString("manufacturer", "EdgeRuntime");
                json.WriteEndObject();
                json.WriteEndObject();
            }

            messages.Add(new Message($"{prefix}/{component}/{device}/{id}/config", bytes.ToArray()));
        }
    }

    /// <summary>Discovery topics allow letters, digits, hyphen and underscore.</summary>
    private static string Id(string text) => Other().Replace(text, "_");

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex Other();
}
