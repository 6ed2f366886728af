namespace EdgeRuntime.Devices.Tests;

/// <summary>A sound card in memory: samples that wait, an overrun, a plug that is pulled.</summary>
internal sealed class FakePcm(int channels) : IPcmCapture
{
    private readonly Queue<short> _samples = [];
    private bool _isOpen;

    /// <summary>While set, every call ends with this errno.</summary>
    public int Fault { get; set; }

    /// <summary>The next read ends with this errno, once.</summary>
    public int NextFault { get; set; }

    public int OpenCount { get; private set; }

    public int RecoverCount { get; private set; }

    public void Record(params ReadOnlySpan<short> samples)
    {
        foreach (var sample in samples)
        {
            _samples.Enqueue(sample);
        }
    }

    public void Open()
    {
        if (Fault != 0)
        {
            throw new IOException(TextOf(Fault));
        }

        _samples.Clear();
        (_isOpen, OpenCount) = (true, OpenCount + 1);
    }

    public int Read(Span<short> samples)
    {
        Assert.True(_isOpen);
        if (Fault + NextFault != 0)
        {
            (var fault, NextFault) = (Fault + NextFault, 0);
            return fault;
        }

        var frames = Math.Min(_samples.Count, samples.Length) / channels;
        for (var i = 0; i < frames * channels; i++)
        {
            samples[i] = _samples.Dequeue();
        }

        return frames;
    }

    public int Recover(int error)
    {
        RecoverCount++;
        _samples.Clear();
        return Fault;
    }

    public string TextOf(int error) => $"errno {-error}";

    public void Close() => _isOpen = false;
}
