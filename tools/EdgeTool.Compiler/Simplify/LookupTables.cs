using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Functions of one 8-bit value become a table of 256 answers, filled by the function's own reference kernel.</summary>
internal sealed class LookupTables : IRewrite
{
    public bool Apply(Graph graph)
    {
        var changed = false;
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (IsByteFunction(graph.Nodes[i]) && UnaryTable.Of(graph.Nodes[i]) is { } table)
            {
                graph.Nodes[i] = Node(graph.Nodes[i], graph.Nodes[i].Inputs[0]!, table);
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>A table node in the place of another.</summary>
    public static Node Node(Node replaced, Value input, byte[] table) => Node(replaced, input, replaced.Outputs[0], table);

    /// <summary>A table node in the place of another, with an output of its own.</summary>
    public static Node Node(Node replaced, Value input, Value output, byte[] table)
    {
        var entries = new Value
        {
            Name = $"{replaced.Name}/table",
            Type = output.Type,
            Shape = new Shape(Lookup.TableLength),
            Scales = output.Scales,
            ZeroPoint = output.ZeroPoint,
            Constant = table,
        };
        return Compiler.Node.Of(replaced.Name, default(Lookup), [input, entries], [output], replaced.SourceIndex);
    }

    private static bool IsByteFunction(Node node) => node is
    {
        OpCode: OpCode.Logistic or OpCode.Tanh or OpCode.Relu or OpCode.Relu6 or OpCode.LeakyRelu or OpCode.HardSwish or OpCode.Rsqrt or OpCode.Quantize,
        Inputs: [{ Type: ElementType.Int8 or ElementType.UInt8, IsVariable: false, ChannelAxis: < 0 }],
        Outputs: [{ Type: ElementType.Int8 or ElementType.UInt8, IsVariable: false, ChannelAxis: < 0 }],
    };
}
