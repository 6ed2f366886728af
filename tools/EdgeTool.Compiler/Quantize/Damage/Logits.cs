using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Finds the scores behind an output: what goes into its softmax, whose saturation would hide damage; the output itself where there is none.</summary>
internal static class Logits
{
    public static Value Of(Graph graph, Value output)
    {
        var value = output;
        while (graph.Nodes.FirstOrDefault(n => n.Outputs.Contains(value)) is { Inputs: [{ } input, ..] } producer)
        {
            switch (producer.OpCode)
            {
                case OpCode.Softmax or OpCode.LogSoftmax:
                    return BeforeConversion(graph, input);
                case OpCode.Quantize or OpCode.Dequantize or OpCode.Reshape or OpCode.Squeeze or OpCode.ExpandDims:
                    value = input;
                    break;
                default:
                    return output;
            }
        }

        return output;
    }

    /// <summary>A float softmax on dequantized scores: the scores are what the integer layer wrote.</summary>
    private static Value BeforeConversion(Graph graph, Value value) =>
        graph.Nodes.FirstOrDefault(n => n.Outputs.Contains(value)) is { OpCode: OpCode.Dequantize, Inputs: [{ } input] } ? input : value;
}
