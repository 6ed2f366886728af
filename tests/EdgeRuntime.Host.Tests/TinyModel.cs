using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeRuntime.Host.Tests;

/// <summary>The smallest model that decides: four float samples in, max(0, x) of each out, as the scores of classes a to d.</summary>
internal static class TinyModel
{
    /// <summary>Writes it into a folder.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="change">Changes the contract before it is packed.</param>
    public static string Write(string directory, Action<ModelContract>? change = null)
    {
        var input = new Value { Name = "samples", Type = ElementType.Float32, Shape = new Shape(1, 4) };
        var output = new Value { Name = "scores", Type = ElementType.Float32, Shape = new Shape(1, 4) };
        var graph = new Graph();
        graph.Inputs.Add(input);
        graph.Outputs.Add(output);
        graph.Nodes.Add(Node.Of("relu", default(Relu), [input], [output]));
        graph.Contract.Name = "tiny";
        foreach (var label in new[] { "a", "b", "c", "d" })
        {
            graph.Contract.Labels.Add(label);
        }

        change?.Invoke(graph.Contract);
        var file = Path.Combine(directory, "tiny.edge");
        File.WriteAllBytes(file, ModelCompiler.Compile(graph).Bytes);
        return file;
    }
}
