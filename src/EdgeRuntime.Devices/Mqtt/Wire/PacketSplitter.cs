namespace EdgeRuntime.Devices;

/// <summary>
/// Cuts what a broker sends into packets (MQTT 5.0 and 3.1.1, section 2.1), keeps the answers that <see cref="AwaitedAnswers"/> waits for,
/// and passes every other byte on as it came. Packets may come in any pieces; none of their bytes is trusted. Used by one thread.
/// </summary>
/// <param name="answers">Gets the answers.</param>
/// <param name="isVersion5">MQTT 5.0 instead of 3.1.1.</param>
/// <param name="largestBytes">Larger packets are an error.</param>
internal sealed class PacketSplitter(AwaitedAnswers answers, bool isVersion5, int largestBytes)
{
    private const int BufferBytes = 4096, ShortestHeaderBytes = 2;
    private const byte PubAck = 0x40, PingResp = 0xD0, TypeBits = 0xF0;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _begin;
    private int _end;
    private int _toPass;
    private int _toSkip;

    /// <summary>Where the next bytes go; never empty once <see cref="Take"/> gave none.</summary>
    public Memory<byte> Room
    {
        get
        {
            _buffer.AsSpan(_begin.._end).CopyTo(_buffer);
            (_begin, _end) = (0, _end - _begin);
            return _buffer.AsMemory(_end);
        }
    }

    /// <summary>So many bytes were put into <see cref="Room"/>.</summary>
    public void Add(int count) => _end += count;

    /// <summary>Bytes that are to be passed on.</summary>
    /// <returns>How many; 0 when more have to come before there are any.</returns>
    /// <exception cref="IOException">The broker does not speak MQTT.</exception>
    public int Take(Span<byte> destination)
    {
        while (_toPass == 0)
        {
            if (!Begin())
            {
                return 0;
            }
        }

        var count = Math.Min(Math.Min(destination.Length, _toPass), _end - _begin);
        _buffer.AsSpan(_begin, count).CopyTo(destination);
        _begin += count;
        _toPass -= count;
        return count;
    }

    /// <summary>Decides about the packet that begins here.</summary>
    /// <returns>false when more bytes have to come for that.</returns>
    private bool Begin()
    {
        var skipped = Math.Min(_toSkip, _end - _begin);
        _begin += skipped;
        _toSkip -= skipped;
        var bytes = _buffer.AsSpan(_begin.._end);
        if (bytes.Length < ShortestHeaderBytes)
        {
            return false;
        }

        var lengthBytes = RemainingLength.Read(bytes[1..], out var length);
        if (lengthBytes == 0)
        {
            return false;
        }

        var headerBytes = 1 + lengthBytes;
        if (lengthBytes < 0 || length > largestBytes - headerBytes)
        {
            throw new IOException(lengthBytes < 0
                ? "a packet without a length: no MQTT"
                : $"a packet of {headerBytes + (long)length} bytes, more than the {largestBytes} that are taken");
        }

        // Of the longest acknowledgements, with text about their reason, the first bytes are enough.
        var packetBytes = headerBytes + length;
        var kept = Math.Min(packetBytes, BufferBytes);
        if ((bytes[0] & TypeBits) == PubAck && bytes.Length < kept)
        {
            return false;
        }

        if (IsAnswer(bytes, headerBytes, length))
        {
            _begin += kept;
            _toSkip = packetBytes - kept;
        }
        else
        {
            _toPass = packetBytes;
        }

        return true;
    }

    private bool IsAnswer(ReadOnlySpan<byte> bytes, int headerBytes, int length)
    {
        if ((bytes[0] & TypeBits) == PingResp)
        {
            return length == 0 && answers.AnswerPing();
        }

        if ((bytes[0] & TypeBits) != PubAck)
        {
            return false;
        }

        var body = bytes.Slice(headerBytes, Math.Min(length, bytes.Length - headerBytes));
        if (bytes[0] != PubAck || !Acknowledgement.TryRead(body, length, isVersion5, out var answer))
        {
            throw new IOException("an acknowledgement that is none");
        }

        if (answer.Identifier < AwaitedAnswers.FirstIdentifier)
        {
            return false;
        }

        answers.Answer(answer, answer.Reason < Acknowledgement.FirstRefusal ? "" : Acknowledgement.TextOf(body));
        return true;
    }
}
