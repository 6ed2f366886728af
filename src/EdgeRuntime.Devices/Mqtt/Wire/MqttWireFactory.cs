using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;

namespace EdgeRuntime.Devices;

/// <summary>Has the MQTT library use a wire of ours.</summary>
/// <param name="wire">For one connecting.</param>
internal sealed class MqttWireFactory(MqttWire wire) : IMqttClientAdapterFactory
{
    private const int FirstBytes = 1024, LargestKeptBytes = 16 * 1024;

    public IMqttChannelAdapter CreateClientAdapter(MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger) =>
        new MqttChannelAdapter(wire, new MqttPacketFormatterAdapter(options.ProtocolVersion, new MqttBufferWriter(FirstBytes, LargestKeptBytes)), logger)
        {
            // Packets are written whole, so that ours come between two of them.
            AllowPacketFragmentation = false,
            PacketInspector = packetInspector,
        };
}
