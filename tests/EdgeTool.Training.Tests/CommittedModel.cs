namespace EdgeTool.Training.Tests;

/// <summary>Where the repository keeps the demo model.</summary>
internal static class CommittedModel
{
    public static string Folder { get; } = System.IO.Path.Combine(RepositoryRoot(), "firmware-configs", "models");

    public static string Path { get; } = System.IO.Path.Combine(Folder, "gestures.onnx");

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "EdgeRuntime.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of their repository.");
        }

        return folder.FullName;
    }
}
