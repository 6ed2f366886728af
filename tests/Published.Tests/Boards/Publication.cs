using System.Runtime.CompilerServices;

namespace Published.Tests;

/// <summary>A NativeAOT program, published once for all tests of a run.</summary>
internal sealed class Publication
{
    /// <summary>A build server that outlives the command would keep its output open, and whoever reads it waiting, for a quarter of an hour.</summary>
    private static readonly (string Name, string Value)[] BuildsThatEnd =
    [
        ("MSBUILDDISABLENODEREUSE", "1"),
        ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"),
        ("UseSharedCompilation", "false"),
    ];

    private Publication(string program, CommandResult result) => (Program, Result) = (program, result);

    /// <summary>The service for the processor of this machine.</summary>
    public static Lazy<Publication> ServiceX64 { get; } = new(() => Service("linux-x64"));

    /// <summary>The service for processors with AVX-512, which is compiled in.</summary>
    public static Lazy<Publication> ServiceX64V4 { get; } = new(() => Service("linux-x64-v4"));

    /// <summary>The service for arm64.</summary>
    public static Lazy<Publication> ServiceArm64 { get; } = new(() => Service("linux-arm64"));

    /// <summary>The program that compares kernel variants.</summary>
    public static Lazy<Publication> ParityX64 { get; } = new(() => Parity("linux-x64"));

    public static Lazy<Publication> ParityArm64 { get; } = new(() => Parity("linux-arm64"));

    /// <summary>Path of the executable.</summary>
    public string Program { get; }

    /// <summary>What publishing said.</summary>
    public CommandResult Result { get; }

    private static string Root { get; } = FindRoot();

    private static Publication Service(string profile) => Publish(
        "src/EdgeRuntime.Host", Path.Combine(Root, "artifacts", profile, "edgeruntime"), $"-p:PublishProfile={profile}");

    private static Publication Parity(string runtime)
    {
        var folder = Path.Combine(Root, "artifacts", "kernel-parity", runtime);
        return Publish(
            "tests/Published.Tests/KernelParity", Path.Combine(folder, "KernelParity"), "-c", "Release", "-r", runtime, "-o", folder);
    }

    private static Publication Publish(string project, string program, params string[] options)
    {
        var result = Command.Run(
            "dotnet", ["publish", Path.Combine(Root, project), "-nologo", "-v", "quiet", .. options], BuildsThatEnd);
        Assert.True(result.ExitCode == 0, $"Publishing {project} failed:\n{result.Output}{result.Error}");
        return new Publication(program, result);
    }

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(thisFile)!);
        while (!File.Exists(Path.Combine(folder.FullName, "EdgeRuntime.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests were built outside the repository.");
        }

        return folder.FullName;
    }
}
