using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Devices;

/// <summary>Records through ALSA: S16_LE, interleaved, without blocking; the rate exactly, or not at all.</summary>
/// <param name="device">ALSA's name: <c>default</c>, <c>plughw:1</c>, <c>hw:CARD=Device</c>.</param>
/// <param name="rateHz">Frames per second.</param>
/// <param name="channels">1 for mono, 2 for stereo.</param>
/// <param name="periodFrames">Frames that the device hands over at once.</param>
internal sealed unsafe class AlsaCapture(string device, int rateHz, int channels, int periodFrames) : IPcmCapture
{
    /// <summary>Periods that the kernel keeps for a late reader.</summary>
    private const int KeptPeriods = 8;

    private nint _pcm;

    public void Open()
    {
        try
        {
            // Or the library prints every failed attempt on the standard error.
            _ = AlsaLibrary.SetErrorHandler(&KeepSilent);
            Check(AlsaLibrary.Open(out _pcm, device, AlsaLibrary.Capture, AlsaLibrary.NonBlocking), "opening it", "is it there, and in group audio? (arecord -l; arecord -L)");
            Configure();
            Check(AlsaLibrary.Start(_pcm), "starting to record", "");
        }
        catch (DllNotFoundException)
        {
            throw new IOException("libasound.so.2 is missing: sudo apt install libasound2");
        }
    }

    public int Read(Span<short> samples)
    {
        fixed (short* buffer = samples)
        {
            var frames = (int)AlsaLibrary.Read(_pcm, buffer, (nuint)(samples.Length / channels));
            return frames == AlsaLibrary.TryAgain ? 0 : frames;
        }
    }

    public int Recover(int error)
    {
        var resumed = error == AlsaLibrary.Suspended ? AlsaLibrary.Resume(_pcm) : -1;
        var prepared = resumed == 0 ? 0 : AlsaLibrary.Prepare(_pcm);
        return prepared < 0 || resumed == 0 ? prepared : AlsaLibrary.Start(_pcm);
    }

    public string TextOf(int error) => AlsaLibrary.TextOf(error);

    public void Close()
    {
        if (_pcm != 0)
        {
            _ = AlsaLibrary.Close(_pcm);
        }

        _pcm = 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void KeepSilent(byte* file, int line, byte* function, int error, byte* format)
    {
    }

    private void Configure()
    {
        Check(AlsaLibrary.AllocateParameters(out var parameters), "asking for its parameters", "");
        try
        {
            const string convert = "plughw: or default convert what the hardware cannot (arecord --dump-hw-params)";
            var (period, buffer, direction) = ((nuint)periodFrames, (nuint)(periodFrames * KeptPeriods), 0);
            Check(AlsaLibrary.AllowAny(_pcm, parameters), "asking for its parameters", "");
            Check(AlsaLibrary.SetAccess(_pcm, parameters, AlsaLibrary.ReadWriteInterleaved), "interleaved samples", convert);
            Check(AlsaLibrary.SetFormat(_pcm, parameters, AlsaLibrary.FormatS16Le), "samples of 16 bits", convert);
            Check(AlsaLibrary.SetChannels(_pcm, parameters, (uint)channels), $"{channels} channels", convert);
            Check(AlsaLibrary.SetRate(_pcm, parameters, (uint)rateHz, 0), $"{rateHz} Hz", convert);
            Check(AlsaLibrary.SetPeriodNear(_pcm, parameters, ref period, ref direction), $"periods of {periodFrames} frames", convert);
            Check(AlsaLibrary.SetBufferNear(_pcm, parameters, ref buffer), $"a buffer of {KeptPeriods} periods", convert);
            Check(AlsaLibrary.SetParameters(_pcm, parameters), "its parameters", convert);
        }
        finally
        {
            AlsaLibrary.FreeParameters(parameters);
        }
    }

    private void Check(int result, string what, string advice)
    {
        if (result < 0)
        {
            throw new IOException($"{device}: {what}: {TextOf(result)}{(advice.Length > 0 ? "; " + advice : "")}");
        }
    }
}
