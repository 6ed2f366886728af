namespace EdgeRuntime.Devices;

/// <summary>A video device's node: its requests and its memory. Each call returns -1 and leaves errno when it fails.</summary>
internal unsafe interface IVideoNode : IDisposable
{
    /// <summary>Readable when a frame is there.</summary>
    int Descriptor { get; }

    /// <summary>A request of <see cref="V4l2Uapi"/>.</summary>
    int Control(nuint request, void* argument);

    /// <summary>Maps a buffer; null when that fails.</summary>
    byte* Map(uint offset, uint lengthBytes);

    void Unmap(byte* buffer, uint lengthBytes);
}
