namespace EdgeRuntime.Devices;

/// <summary>A sound device that records 16-bit samples.</summary>
internal interface IPcmCapture
{
    /// <summary>Opens it and starts recording.</summary>
    /// <exception cref="IOException">It is not there, or does not record so; says what to do.</exception>
    void Open();

    /// <summary>Takes what was recorded; does not wait, allocates nothing.</summary>
    /// <param name="samples">(frames, channels) interleaved.</param>
    /// <returns>Frames; 0 when there are none yet; <see cref="AlsaLibrary.Overrun"/> or another negative errno.</returns>
    int Read(Span<short> samples);

    /// <summary>Goes on after an overrun or a sleep of the machine.</summary>
    /// <returns>0, or a negative errno.</returns>
    int Recover(int error);

    /// <summary>What an error means.</summary>
    string TextOf(int error);

    void Close();
}
