using System.Runtime.InteropServices;

namespace EdgeRuntime.Devices;

/// <summary>
/// The calls of libasound that capturing takes (alsa/pcm.h). The library is looked for at the first call only, so that the program runs where
/// it is missing. Each call returns a negative errno when it fails.
/// </summary>
internal static unsafe partial class AlsaLibrary
{
    public const int Capture = 1, NonBlocking = 1, FormatS16Le = 2, ReadWriteInterleaved = 3;

    public const int TryAgain = -11, Overrun = -32, Suspended = -86;

    private const string Name = "libasound.so.2";

    [LibraryImport(Name, EntryPoint = "snd_pcm_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(out nint pcm, string name, int stream, int mode);

    [LibraryImport(Name, EntryPoint = "snd_pcm_close")]
    public static partial int Close(nint pcm);

    [LibraryImport(Name, EntryPoint = "snd_pcm_start")]
    public static partial int Start(nint pcm);

    [LibraryImport(Name, EntryPoint = "snd_pcm_prepare")]
    public static partial int Prepare(nint pcm);

    [LibraryImport(Name, EntryPoint = "snd_pcm_resume")]
    public static partial int Resume(nint pcm);

    [LibraryImport(Name, EntryPoint = "snd_pcm_readi")]
    public static partial nint Read(nint pcm, short* buffer, nuint frames);

    [LibraryImport(Name, EntryPoint = "snd_pcm_hw_params_malloc")]
    public static partial int AllocateParameters(out nint parameters);

    [LibraryImport(Name, EntryPoint = "snd_pcm_hw_params_free")]
    public static partial void FreeParameters(nint parameters);

    [LibraryImport(Name, EntryPoint = "snd_pcm_hw_params_any")]
    public static partial int AllowAny(nint pcm, nint parameters);

    [LibraryImport(Name, EntryPoint = "snd_pcm_hw_params_set_access")]
    public static partial int SetAccess(nint pcm, nint parameters, int access);

    [LibraryImport(Name, EntryPoint = "snd_pcm_hw_params_set_format")]
    public static partial int SetFormat(nint pcm, nint parameters, int format);

    [LibraryImport(Name, EntryPoint = "snd_pcm_hw_params_set_channels")]
    public static partial int SetChannels(nint pcm, nint parameters, uint channels);

    [LibraryImport(Name, EntryPoint = "snd_pcm_hw_params_set_rate")]
    public static partial int SetRate(nint pcm, nint parameters, uint rateHz, int direction);

    [LibraryImport(Name, EntryPoint = "snd_pcm_hw_params_set_period_size_near")]
    public static partial int SetPeriodNear(nint pcm, nint parameters, ref nuint frames, ref int direction);

    [LibraryImport(Name, EntryPoint = "snd_pcm_hw_params_set_buffer_size_near")]
    public static partial int SetBufferNear(nint pcm, nint parameters, ref nuint frames);

    [LibraryImport(Name, EntryPoint = "snd_pcm_hw_params")]
    public static partial int SetParameters(nint pcm, nint parameters);

    /// <summary>The handler is called with further arguments, as printf is; it need not look at any.</summary>
    [LibraryImport(Name, EntryPoint = "snd_lib_error_set_handler")]
    public static partial int SetErrorHandler(delegate* unmanaged[Cdecl]<byte*, int, byte*, int, byte*, void> handler);

    [LibraryImport(Name, EntryPoint = "snd_strerror")]
    private static partial byte* ErrorText(int error);

    /// <summary>What an error means, in the library's words.</summary>
    public static string TextOf(int error) => Marshal.PtrToStringUTF8((nint)ErrorText(error)) ?? $"error {-error}";
}
