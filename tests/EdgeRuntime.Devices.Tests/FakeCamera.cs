using System.Runtime.InteropServices;
using System.Text;

namespace EdgeRuntime.Devices.Tests;

/// <summary>
/// A video device as the kernel shows one: formats that it offers, buffers that it fills when told to, flags, sequence numbers, a plug.
/// </summary>
internal sealed unsafe class FakeCamera(uint pixelFormat, int width, int height, double rateHz, int frameBytes) : IVideoNode
{
    private const int NoDevice = 19, TryAgain = 11, Invalid = 22;

    private readonly Queue<uint> _queued = [];
    private readonly Queue<V4l2Uapi.Buffer> _filled = [];
    private readonly nint[] _memory = new nint[8];
    private uint _sequence;

    public int Descriptor => -1;

    /// <summary>While set, every request ends with this errno.</summary>
    public int Fault { get; set; }

    public bool IsStreaming { get; private set; }

    public int OpenCount { get; private set; }

    public int MappedCount => _memory.Count(m => m != 0);

    public int QueuedCount => _queued.Count;

    public uint Capabilities { get; set; } = V4l2Uapi.CaptureCapability | V4l2Uapi.StreamingCapability;

    public IVideoNode Open()
    {
        if (Fault != 0)
        {
            throw new IOException($"errno {Fault}");
        }

        OpenCount++;
        _sequence = 0;
        return this;
    }

    /// <summary>Takes a picture, if a buffer is free; skips it otherwise.</summary>
    public void Shoot(ReadOnlySpan<byte> picture, uint flags = 0)
    {
        var sequence = _sequence++;
        if (_queued.TryDequeue(out var index))
        {
            picture.CopyTo(new Span<byte>((void*)_memory[index], frameBytes));
            _filled.Enqueue(new V4l2Uapi.Buffer { Index = index, BytesUsed = (uint)picture.Length, Flags = flags, Sequence = sequence });
        }
    }

    public int Control(nuint request, void* argument)
    {
        if (Fault != 0)
        {
            return Fail(Fault);
        }

        switch (request)
        {
            case V4l2Uapi.QueryCapability:
                var capability = (V4l2Uapi.Capability*)argument;
                (capability->Capabilities, capability->DeviceCapabilities) = (Capabilities | V4l2Uapi.DeviceCapabilities, Capabilities);
                return 0;
            case V4l2Uapi.EnumerateFormats:
                var description = (V4l2Uapi.FormatDescription*)argument;
                description->PixelFormat = pixelFormat;
                return description->Index == 0 ? 0 : Fail(Invalid);
            case V4l2Uapi.SetFormat:
                var format = (V4l2Uapi.Format*)argument;
                (format->PixelFormat, format->Width, format->Height) = (pixelFormat, (uint)width, (uint)height);
                format->BytesPerLine = (uint)(frameBytes / height);
                return 0;
            case V4l2Uapi.SetParameters:
                var parameters = (V4l2Uapi.StreamParameters*)argument;
                (parameters->Capability, parameters->Numerator, parameters->Denominator) = (V4l2Uapi.TimePerFrameCapability, 100, (uint)(rateHz * 100));
                return 0;
            case V4l2Uapi.RequestBuffers:
                var wanted = (V4l2Uapi.BufferRequest*)argument;
                wanted->Count = Math.Min(wanted->Count, 3);
                return 0;
            case V4l2Uapi.QueryBuffer:
                var asked = (V4l2Uapi.Buffer*)argument;
                (asked->Length, asked->Offset) = ((uint)frameBytes, asked->Index * 4096);
                return 0;
            case V4l2Uapi.QueueBuffer:
                _queued.Enqueue(((V4l2Uapi.Buffer*)argument)->Index);
                return 0;
            case V4l2Uapi.DequeueBuffer:
                return _filled.TryDequeue(out *(V4l2Uapi.Buffer*)argument) ? 0 : Fail(TryAgain);
            case V4l2Uapi.StreamOn:
                IsStreaming = true;
                return 0;
            case V4l2Uapi.StreamOff:
                IsStreaming = false;
                return 0;
            default:
                throw new InvalidOperationException($"request 0x{request:x8} ({Encoding.ASCII.GetString([(byte)(request >> 8)])})");
        }
    }

    public byte* Map(uint offset, uint lengthBytes) => (byte*)(_memory[offset / 4096] = (nint)NativeMemory.Alloc(lengthBytes));

    public void Unmap(byte* buffer, uint lengthBytes)
    {
        _memory[Array.IndexOf(_memory, (nint)buffer)] = 0;
        NativeMemory.Free(buffer);
    }

    public void Dispose()
    {
        _queued.Clear();
        _filled.Clear();
    }

    private static int Fail(int error)
    {
        Marshal.SetLastPInvokeError(error);
        return -1;
    }

    /// <summary>What pulling the plug does to requests.</summary>
    public void Unplug() => Fault = NoDevice;
}
