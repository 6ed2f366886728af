using System.Runtime.InteropServices;

namespace EdgeRuntime.Devices;

/// <summary>The buffers that a camera's driver fills, mapped into this process. Taking a frame and giving it back allocates nothing.</summary>
internal sealed unsafe class FrameBuffers : IDisposable
{
    private const uint Wanted = 4, Least = 2;

    private readonly IVideoNode _node;
    private readonly (nint Address, uint LengthBytes)[] _buffers;
    private bool _isStreaming;

    /// <exception cref="IOException">The driver has no memory for them.</exception>
    public FrameBuffers(IVideoNode node)
    {
        _node = node;
        var request = new V4l2Uapi.BufferRequest { Count = Wanted, Type = V4l2Uapi.Capture, Memory = V4l2Uapi.MappedMemory };
        if (node.Control(V4l2Uapi.RequestBuffers, &request) < 0 || request.Count < Least)
        {
            throw KernelError.OfLastCall("it has no buffers", "group video", "");
        }

        _buffers = new (nint, uint)[request.Count];
    }

    /// <summary>Maps them, hands them to the driver and starts it.</summary>
    /// <exception cref="IOException">The driver refuses.</exception>
    public void Start()
    {
        for (var i = 0u; i < _buffers.Length; i++)
        {
            var buffer = BufferOf(i);
            Check(_node.Control(V4l2Uapi.QueryBuffer, &buffer), "asking for a buffer");
            var address = _node.Map(buffer.Offset, buffer.Length);
            Check(address == null ? -1 : 0, "mapping a buffer");
            _buffers[i] = ((nint)address, buffer.Length);
            Check(_node.Control(V4l2Uapi.QueueBuffer, &buffer), "handing over a buffer");
        }

        var type = V4l2Uapi.Capture;
        Check(_node.Control(V4l2Uapi.StreamOn, &type), "starting to stream (not enough bandwidth on the bus?)");
        _isStreaming = true;
    }

    /// <summary>Takes the oldest frame.</summary>
    /// <returns>0; or the errno: <see cref="KernelError.TryAgain"/> when there is none.</returns>
    public int TryTake(out V4l2Uapi.Buffer frame)
    {
        var buffer = BufferOf(0);
        var result = _node.Control(V4l2Uapi.DequeueBuffer, &buffer);
        frame = buffer;
        return result >= 0 && buffer.Index < _buffers.Length ? 0 : result < 0 ? Marshal.GetLastPInvokeError() : KernelError.Invalid;
    }

    public ReadOnlySpan<byte> BytesOf(in V4l2Uapi.Buffer frame)
    {
        var (address, lengthBytes) = _buffers[frame.Index];
        return new ReadOnlySpan<byte>((void*)address, (int)Math.Min(frame.BytesUsed, lengthBytes));
    }

    /// <summary>Hands a frame's buffer back to the driver.</summary>
    /// <returns>0, or -1.</returns>
    public int GiveBack(in V4l2Uapi.Buffer frame)
    {
        var buffer = BufferOf(frame.Index);
        return _node.Control(V4l2Uapi.QueueBuffer, &buffer);
    }

    public void Dispose()
    {
        if (_isStreaming)
        {
            var type = V4l2Uapi.Capture;
            _ = _node.Control(V4l2Uapi.StreamOff, &type);
        }

        foreach (var (address, lengthBytes) in _buffers)
        {
            if (address != 0)
            {
                _node.Unmap((byte*)address, lengthBytes);
            }
        }

        Array.Clear(_buffers);
    }

    private static V4l2Uapi.Buffer BufferOf(uint index) =>
        new() { Index = index, Type = V4l2Uapi.Capture, Memory = V4l2Uapi.MappedMemory };

    private static void Check(int result, string what)
    {
        if (result < 0)
        {
            throw KernelError.OfLastCall(what, "group video", "is the camera still there?");
        }
    }
}
