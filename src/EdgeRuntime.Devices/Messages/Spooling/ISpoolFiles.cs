namespace EdgeRuntime.Devices;

/// <summary>The files of one spool, by name. What fails is an <see cref="IOException"/>.</summary>
internal interface ISpoolFiles : IDisposable
{
    /// <summary>Makes the folder if need be, and keeps other processes out.</summary>
    void Open();

    IReadOnlyList<string> Names();

    long LengthOf(string name);

    /// <summary>The whole file; empty when there is none.</summary>
    byte[] Read(string name);

    /// <summary>Writes from an offset on, making the file if need be. A failure may leave a part.</summary>
    void Write(string name, long offset, ReadOnlySpan<byte> bytes);

    void Truncate(string name, long length);

    void Delete(string name);

    /// <summary>Everything written so far outlasts a power cut.</summary>
    void Sync();
}
