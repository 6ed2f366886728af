using System.Text;

namespace EdgeRuntime.Host;

/// <summary>
/// The first line of a request, RFC 9112 section 3; the header fields behind it change nothing here. Everything that is not a plain GET of
/// a short path gets its status code.
/// </summary>
/// <param name="Status">200 when <paramref name="Path"/> is to be looked up, else why not.</param>
/// <param name="Path">Without its query.</param>
internal readonly record struct HttpRequestLine(int Status, string Path)
{
    /// <summary>Most bytes of a request line and its header fields.</summary>
    public const int MaxHeadBytes = 4096;

    /// <summary>Whether the empty line that ends a head is there.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> head) => head.IndexOf("\r\n\r\n"u8) >= 0;

    public static HttpRequestLine Parse(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        var line = end >= 0 ? head[..end] : head;
        if (!IsComplete(head))
        {
            return new(head.Length >= MaxHeadBytes ? 431 : 400, "");
        }

        var (first, last) = (line.IndexOf((byte)' '), line.LastIndexOf((byte)' '));
        if (first <= 0 || last <= first + 1 || line.ContainsAnyExceptInRange((byte)' ', (byte)'~') || !line[last..].StartsWith(" HTTP/1."u8))
        {
            return new(400, "");
        }

        var method = line[..first];
        var target = line[(first + 1)..last];
        if (target[0] != '/' || target.Contains((byte)' '))
        {
            return new(400, "");
        }

        var query = target.IndexOf((byte)'?');
        return method.SequenceEqual("GET"u8) ? new(200, Encoding.ASCII.GetString(query < 0 ? target : target[..query])) : new(405, "");
    }
}
