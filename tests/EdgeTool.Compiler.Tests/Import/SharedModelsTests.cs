using TestKit;
using Xunit.Abstractions;

namespace EdgeTool.Compiler.Tests;

/// <summary>Every real model either imports or is refused with the list of what is missing.</summary>
public class SharedModelsTests(ITestOutputHelper output)
{
    public static TheoryData<string> Models()
    {
        var data = new TheoryData<string>();
        if (Shared.Root is not null)
        {
            var folder = Shared.PathOf("models");
            foreach (var path in Directory.EnumerateFiles(folder, "*.tflite", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                data.Add(Path.GetRelativePath(folder, path));
            }
        }
        else
        {
            data.Add("(none)");
        }

        return data;
    }

    [SharedTheory]
    [MemberData(nameof(Models))]
    public void Imports_or_names_every_unsupported_node(string model)
    {
        try
        {
            var graph = SourceModel.Import(Shared.PathOf("models", model));

            Assert.NotEmpty(graph.Nodes);
            Assert.NotEmpty(graph.Inputs);
            Assert.NotEmpty(graph.Outputs);
            Assert.All(graph.Nodes, node => node.CheckLaw());
        }
        catch (UnsupportedModelException e)
        {
            Assert.NotEmpty(e.Nodes);
            Assert.All(e.Nodes, n => Assert.False(string.IsNullOrEmpty(n.Reason) || string.IsNullOrEmpty(n.Remedy)));
            output.WriteLine(string.Join('\n', e.Nodes.Select(n => $"REFUSED {model} {n.Index} {n.Operator} '{n.Name}' {n.Reason}: {n.Remedy}")));
        }
    }
}
