using System.Text;

namespace EdgeRuntime.Model;

/// <summary>Collects names; equal names share their bytes.</summary>
internal sealed class StringPool
{
    private readonly Dictionary<string, int> _offsets = new() { [""] = 0 };
    private readonly List<byte> _content = [0];

    /// <returns>Offset of the name in the section.</returns>
    public int Add(string name)
    {
        var clean = name.Replace('\0', ' ');
        if (!_offsets.TryGetValue(clean, out var offset))
        {
            offset = _content.Count;
            _offsets.Add(clean, offset);
            _content.AddRange(Encoding.UTF8.GetBytes(clean));
            _content.Add(0);
        }

        return offset;
    }

    public byte[] ToBytes() => [.. _content];
}
