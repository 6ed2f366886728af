using System.Xml.Linq;

namespace Laws.Tests;

/// <summary>One straight line of projects, then a fork; every project looks left only.</summary>
public class ProjectLaws
{
    private static readonly Project[] Line =
    [
        new("src/EdgeRuntime.Model", null),
        new("src/EdgeRuntime.Kernels", "EdgeRuntime.Model"),
        new("src/EdgeRuntime.Inference", "EdgeRuntime.Kernels"),
        new("src/EdgeRuntime.Pipeline", "EdgeRuntime.Inference"),
        new("src/EdgeRuntime.Devices", "EdgeRuntime.Pipeline", "System.Device.Gpio", "StbImageSharp", "MQTTnet"),
        new("src/EdgeRuntime.Host", "EdgeRuntime.Devices",
            "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Hosting.Systemd",
            "Serilog", "Serilog.Extensions.Hosting", "Serilog.Sinks.Console", "Serilog.Sinks.File"),
        new("tools/EdgeTool.Compiler", "EdgeRuntime.Devices", "Google.Protobuf", "Google.FlatBuffers", "StbImageSharp"),
        new("tools/EdgeTool.Training", "EdgeTool.Compiler", "TorchSharp", "libtorch-cpu-linux-x64", "SkiaSharp"),
        new("tools/EdgeTool", "EdgeTool.Training", "Microsoft.ML.OnnxRuntime.Managed", "System.CommandLine", "Spectre.Console"),
    ];

    public static TheoryData<string> Folders => [.. Line.Select(p => p.Folder)];

    [Fact]
    public void TheLineIsComplete() => Assert.Equal(
        Line.Select(p => p.File).Order(StringComparer.Ordinal),
        Repository.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) && !f.StartsWith("tests/", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Folders))]
    public void AProjectRefersToItsLeftNeighbourOnly(string folder)
    {
        var project = Line.Single(p => p.Folder == folder);
        Assert.Equal(project.Left is null ? [] : [project.Left], References(project.File));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void AProjectUsesItsPackagesOnly(string folder)
    {
        var project = Line.Single(p => p.Folder == folder);
        Broken.None($"{folder} may use: {string.Join(", ", project.Packages)}.", Names(project.File, "PackageReference").Except(project.Packages));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void AProjectHasItsTests(string folder)
    {
        var name = Path.GetFileName(folder);
        var tests = $"tests/{name}.Tests/{name}.Tests.csproj";
        Assert.True(Repository.Has(tests), $"{tests} is missing.");
        Assert.Superset(new HashSet<string> { "TestKit" }, References(tests).ToHashSet());
    }

    [Fact]
    public void VersionsAreCentral() => Broken.None(
        "Package versions stand in Directory.Packages.props only.",
        Repository.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) && Elements(f, "PackageReference").Any(e => e.Attribute("Version") is not null)));

    private static IEnumerable<string> References(string project) => Names(project, "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p));

    private static IEnumerable<string> Names(string project, string element) =>
        Elements(project, element).Select(e => e.Attribute("Include")!.Value.Replace('\\', '/'));

    private static IEnumerable<XElement> Elements(string project, string element) => XDocument.Parse(Repository.Text(project)).Descendants(element);

    private sealed record Project(string Folder, string? Left, params string[] Packages)
    {
        public string File => $"{Folder}/{Path.GetFileName(Folder)}.csproj";
    }
}
