using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>One node of a model as a model of its own, and bytes for its inputs.</summary>
internal static class LayerAlone
{
    public static Graph Of(Node node, List<Value> inputs)
    {
        var graph = new Graph();
        graph.Inputs.AddRange(inputs);
        graph.Nodes.Add(node);
        graph.Outputs.AddRange(node.Outputs);
        return graph;
    }

    /// <summary>Any integers; reals of -2 to 2.</summary>
    public static byte[] RandomBytes(OperandInfo info, Random random)
    {
        var bytes = new byte[info.ByteLength];
        random.NextBytes(bytes);
        if (info.Type == ElementType.Float32)
        {
            foreach (ref var element in MemoryMarshal.Cast<byte, float>(bytes.AsSpan()))
            {
                element = (random.NextSingle() * 4) - 2;
            }
        }

        return bytes;
    }
}
