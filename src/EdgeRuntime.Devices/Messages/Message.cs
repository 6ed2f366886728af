namespace EdgeRuntime.Devices;

/// <summary>What leaves the board.</summary>
/// <param name="Topic">Where it goes, as its transport understands it; empty where there is one place only.</param>
/// <param name="Payload">UTF-8 JSON.</param>
internal sealed record Message(string Topic, ReadOnlyMemory<byte> Payload);
