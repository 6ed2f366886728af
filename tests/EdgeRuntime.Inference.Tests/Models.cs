using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeRuntime.Inference.Tests;

/// <summary>Small models made by hand.</summary>
internal static class Models
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

    /// <summary>A variable that starts at <paramref name="first"/>; the model's step overwrites it with relu(x), its output is the variable.</summary>
    public static Graph State(params float[] first)
    {
        var graph = new Graph();
        var state = Float("state", first.Length);
        (state.IsVariable, state.InitialValue) = (true, MemoryMarshal.AsBytes(first.AsSpan()).ToArray());
        var x = Float("x", first.Length);
        graph.Inputs.Add(x);
        graph.Nodes.Add(Node.Of("before", default(Relu), [state], [Float("y", first.Length)]));
        graph.Nodes.Add(Node.Of("after", default(Relu), [x], [state]));
        graph.Outputs.AddRange([graph.Nodes[0].Outputs[0], state]);
        return graph;
    }

    public static byte[] Pack(Graph graph, int selfTestCases = 0) => Packer.Pack(graph, new CompileOptions { SelfTestCases = selfTestCases }).Bytes;

    public static Interpreter Load(Graph graph, int threads = 1) =>
        Interpreter.Load(ModelFile.FromBytes(Pack(graph)), new InterpreterOptions { Threads = threads });
}
