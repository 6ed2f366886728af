using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests;

/// <summary>Small graphs made by hand.</summary>
internal static class Graphs
{
    public static Value Float(string name, int elements) => new() { Name = name, Type = ElementType.Float32, Shape = new Shape(1, elements) };

    /// <summary>x -> relu -> relu -> ... -> y.</summary>
    public static Graph ReluChain(int length, int elements)
    {
        var graph = new Graph();
        var value = Float("x", elements);
        graph.Inputs.Add(value);
        for (var i = 0; i < length; i++)
        {
            var next = Float($"y{i}", elements);
            graph.Nodes.Add(Node.Of($"relu{i}", default(Relu), [value], [next], i));
            value = next;
        }

        graph.Outputs.Add(value);
        return graph;
    }
}
