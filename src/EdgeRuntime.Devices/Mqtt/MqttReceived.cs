using System.Buffers;

namespace EdgeRuntime.Devices;

/// <summary>A message that a broker delivered.</summary>
/// <param name="Topic">Where it was published.</param>
/// <param name="Payload">Valid during the call only.</param>
/// <param name="IsRetained">The broker kept it from before the subscription.</param>
internal readonly record struct MqttReceived(string Topic, ReadOnlySequence<byte> Payload, bool IsRetained);
