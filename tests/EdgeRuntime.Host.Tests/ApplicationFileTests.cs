using System.Runtime.CompilerServices;
using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host.Tests;

public class ApplicationFileTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder(), "*.json").Select(file => Path.GetFileName(file))];

    /// <summary>Their models are packed by whoever tries them, so a missing one is no mistake here.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void TheFilesWeGiveAwayHaveNoMistakes(string name)
    {
        try
        {
            PipelineFile.Load(Path.Combine(Folder(), name), BoardEnvironment.For(new SilentLog())).Dispose();
        }
        catch (ConfigException e)
        {
            Assert.Equal(["$.model.file"], e.Mistakes.Select(m => m.Path));
            Assert.Contains("Could not find", e.Message);
        }
    }

    private static string Folder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath("../../firmware-configs/applications", Path.GetDirectoryName(thisFile)!);
}
