using System.Runtime.InteropServices;

namespace EdgeRuntime.Inference;

/// <summary>Linux's futex(2), private to the process: sleeping on a word of memory and waking who sleeps there, without a lock.</summary>
internal static unsafe partial class Futex
{
    private const int WaitPrivate = 0 | 128, WakePrivate = 1 | 128;

    private static readonly nint CallNumber = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 202,
        Architecture.Arm64 => 98,
        var other => throw new PlatformNotSupportedException($"Worker threads need Linux on x64 or arm64; this is {other}."),
    };

    /// <summary>Sleeps while the word is <paramref name="expected"/>; may return early, so the caller looks again.</summary>
    public static void Wait(int* word, int expected) => Call(CallNumber, word, WaitPrivate, expected, 0, 0, 0);

    /// <summary>Wakes everyone who sleeps on the word.</summary>
    public static void WakeAll(int* word) => Call(CallNumber, word, WakePrivate, int.MaxValue, 0, 0, 0);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number, int* word, nint operation, nint value, nint timeout, nint word2, nint value3);
}
