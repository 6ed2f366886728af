namespace Published.Tests;

/// <summary>What publishing for both processors, and running arm64 here, needs from the machine.</summary>
internal static class Toolchain
{
    /// <summary>Libraries of the arm64 C runtime, where Debian's cross compiler has them.</summary>
    public const string Arm64Root = "/usr/aarch64-linux-gnu";

    public const string Emulator = "qemu-aarch64-static";

    private static readonly string[] Programs = ["clang", "aarch64-linux-gnu-gcc", Emulator];

    /// <summary>Why the tests are skipped; null when they can run, and where <c>CI=true</c> says that they must.</summary>
    public static string? SkipReason { get; } = FindSkipReason();

    private static string? FindSkipReason()
    {
        var missing = Programs.Where(program => !IsInstalled(program)).ToArray();
        return missing.Length == 0 || Environment.GetEnvironmentVariable("CI") == "true"
            ? null
            : $"needs {string.Join(", ", missing)}: apt-get install clang lld zlib1g-dev gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static";
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}

/// <summary>A fact that needs the toolchain.</summary>
public sealed class PublishedFactAttribute : FactAttribute
{
    public PublishedFactAttribute() => Skip = Toolchain.SkipReason;
}

/// <summary>A theory that needs the toolchain.</summary>
public sealed class PublishedTheoryAttribute : TheoryAttribute
{
    public PublishedTheoryAttribute() => Skip = Toolchain.SkipReason;
}

/// <summary>A theory that needs the toolchain, and the folder of real models.</summary>
public sealed class PublishedSharedTheoryAttribute : TheoryAttribute
{
    public PublishedSharedTheoryAttribute() => Skip = TestKit.Shared.SkipReason ?? Toolchain.SkipReason;
}
