using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Publishes decisions to a broker, as the JSON of <c>jsonLines</c>. Besides the broker's settings: <c>topic</c>, <c>qos</c> 0 or 1,
/// <c>retain</c>, <c>availabilityTopic</c>, <c>countsTopic</c>, <c>homeAssistant</c>, <c>discoveryPrefix</c>, and <c>spool</c>.
/// </summary>
internal static class MqttActuator
{
    private const string Topics = "edgeruntime/{host}/{pipeline}/";

    public static IActuator Create(ConfigNode settings, DeviceContext context)
    {
        var broker = MqttBroker.Read(settings, context, role: "");
        var topic = MqttTopic.Read(settings, "topic", Topics + "decisions", context, perLabel: true);
        var availability = MqttTopic.Read(settings, "availabilityTopic", Topics + "availability", context);
        var counts = MqttTopic.Read(settings, "countsTopic", Topics + "messages", context);
        var isHomeAssistant = settings.Flag("homeAssistant", false);
        var prefix = MqttTopic.Read(settings, "discoveryPrefix", "homeassistant", context);
        var topics = MqttTopic.PerLabel(topic, context);
        var publishing = new MqttPublishing(
            settings.Integer("qos", 0, 1, 1) == 1,
            settings.Flag("retain", false),
            availability,
            counts,
            isHomeAssistant ? HomeAssistantDiscovery.Messages(prefix, context, topics, availability, counts) : [],
            isHomeAssistant ? $"{prefix}/status" : null);
        var spool = SpoolSettings.Read(settings, context, $"mqtt {broker.ClientId}");
        var wake = new KernelWake();
        var transport = new MqttTransport(broker, publishing, context.Clock, wake);
        return new MessageActuator(context, $"mqtt {broker.Host}", topics, spool, wake, transport);
    }
}
