using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool.Tests;

/// <summary>A packed model that needs no file of anybody else: relu over three int8 scores, then relu again.</summary>
internal static class TinyModel
{
    public const float Scale = 0.5f;

    /// <summary>Writes it as <c>tiny.edge</c>.</summary>
    public static string Write(TempFolder folder, params string[] labels) =>
        folder.Write("tiny.edge", ModelCompiler.Compile(Graph(labels), new CompileOptions { Simplify = false }).Bytes);

    public static Graph Graph(params string[] labels)
    {
        var (input, inner, output) = (Scores("input"), Scores("inner"), Scores("output"));
        var graph = new Graph { Inputs = { input }, Outputs = { output } };
        graph.Nodes.Add(Node.Of("first", new Relu(), [input], [inner], 0));
        graph.Nodes.Add(Node.Of("second", new Relu(), [inner], [output], 1));
        graph.Contract.Labels = [.. labels];
        graph.Contract.Provenance.SourceFile = "tiny";
        return graph;
    }

    private static Value Scores(string name) =>
        new() { Name = name, Type = ElementType.Int8, Shape = new Shape(1, 3), Scales = [Scale], ZeroPoint = -1 };
}
