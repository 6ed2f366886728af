using System.Text;

namespace EdgeRuntime.Devices;

/// <summary>What leaves the board. Both parts may lie in a buffer that is used again: they are valid as long as who made it says.</summary>
/// <param name="Topic">Where it goes, as its transport understands it, in UTF-8; empty where there is one place only.</param>
/// <param name="Payload">UTF-8 JSON.</param>
internal readonly record struct Message(ReadOnlyMemory<byte> Topic, ReadOnlyMemory<byte> Payload)
{
    public Message(string topic, ReadOnlyMemory<byte> payload)
        : this(Encoding.UTF8.GetBytes(topic), payload)
    {
    }

    public string TopicText => Encoding.UTF8.GetString(Topic.Span);
}
