using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeRuntime.Benchmarks;

/// <summary>Results for people and for scripts.</summary>
/// <param name="Name">Of the files.</param>
/// <param name="Markdown">Tables.</param>
/// <param name="Data">The same numbers.</param>
internal sealed record BenchmarkReport(string Name, string Markdown, object Data)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes <c>NAME.md</c> and <c>NAME.json</c> into the folder of results.</summary>
    public void Write()
    {
        var folder = Path.Combine(Machine.RepositoryRoot, "tests/EdgeRuntime.Benchmarks/results");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{Name}.md"), Markdown);
        File.WriteAllText(Path.Combine(folder, $"{Name}.json"), JsonSerializer.Serialize(Data, Json) + "\n");
    }
}
