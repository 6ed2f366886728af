using System.Security.Cryptography;

namespace EdgeTool.Compiler;

/// <summary>Notes in a graph's contract where it came from and what is packing it.</summary>
public static class ProvenanceStamp
{
    /// <summary>Name and version of this tool.</summary>
    public static string Tool { get; } = $"edgetool {typeof(ProvenanceStamp).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>The source's name and hash, unless the graph, like one taken from an <c>.edge</c> file, already tells of an earlier one.</summary>
    public static void Source(Graph graph, string sourcePath)
    {
        var provenance = graph.Contract.Provenance;
        if (provenance.SourceSha256.Length > 0)
        {
            return;
        }

        using var stream = File.OpenRead(sourcePath);
        provenance.SourceSha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
        provenance.SourceFile = Path.GetFileName(sourcePath);
        if (graph.Contract.Name.Length == 0)
        {
            graph.Contract.Name = Path.GetFileNameWithoutExtension(sourcePath);
        }
    }

    public static void Packing(Graph graph, CompileOptions options)
    {
        var provenance = graph.Contract.Provenance;
        provenance.Tool = Tool;
        provenance.Target = options.Target.Length > 0 ? options.Target : provenance.Target;
    }
}
