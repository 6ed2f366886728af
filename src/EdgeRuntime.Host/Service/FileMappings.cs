using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace EdgeRuntime.Host;

/// <summary>
/// Address ranges of this process that hold pages of files and are protected against writing, in ascending order; proc_pid_maps(5). For one
/// <c>foreach</c>, which makes no garbage but the file's handle.
/// </summary>
/// <exception cref="IOException">The system does not show them.</exception>
/// <exception cref="UnauthorizedAccessException">The system does not show them.</exception>
internal ref struct FileMappings()
{
    // A line ends with a path, of at most 4096 bytes.
    private readonly byte[] _text = new byte[8192];
    private readonly SafeFileHandle _maps = File.OpenHandle("/proc/self/maps");
    private long _offset;
    private int _begin;
    private int _end;

    public (long Begin, long End) Current { get; private set; }

    public readonly FileMappings GetEnumerator() => this;

    public bool MoveNext()
    {
        while (true)
        {
            var text = _text.AsSpan(_begin, _end - _begin);
            var length = text.IndexOf((byte)'\n');
            if (length >= 0)
            {
                _begin += length + 1;
                if (Parse(text[..length]) is { } range)
                {
                    Current = range;
                    return true;
                }

                continue;
            }

            text.CopyTo(_text);
            (_begin, _end) = (0, text.Length);
            var read = RandomAccess.Read(_maps, _text.AsSpan(_end), _offset);
            if (read == 0)
            {
                return false;
            }

            _offset += read;
            _end += read;
        }
    }

    public readonly void Dispose() => _maps.Dispose();

    /// <param name="line">begin-end protection offset device inode path</param>
    private static (long Begin, long End)? Parse(ReadOnlySpan<byte> line)
    {
        var isOfFile = line.IndexOf(" r-xp "u8) >= 0 || line.IndexOf(" r--p "u8) >= 0;
        return isOfFile && line.Contains((byte)'/')
            && Utf8Parser.TryParse(line, out long begin, out var digits, 'x')
            && Utf8Parser.TryParse(line[(digits + 1)..], out long end, out _, 'x')
            ? (begin, end)
            : null;
    }
}
