using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// The nodes that turn features into scores: the last layer with weights, what follows it, and the averages before it. Few
/// multiplications, but two close scores in one step of 8 bits are a tie: 16 bits here cost little and save answers.
/// </summary>
public static class ScoreHead
{
    /// <summary>Nodes between the features and output 0.</summary>
    public static IReadOnlyList<Node> Of(Graph graph)
    {
        var head = new List<Node>();
        var value = graph.Outputs[0];
        var isBeforeWeights = false;
        while (graph.Nodes.FirstOrDefault(n => n.Outputs.Contains(value)) is { Inputs: [{ } input, ..] } producer)
        {
            var rule = QuantizationRules.Of(producer);
            var belongs = rule is QuantizationRule.AsInput || producer.OpCode == OpCode.Mean
                || (!isBeforeWeights && rule is QuantizationRule.Fixed or QuantizationRule.Weighted);
            if (!belongs || (isBeforeWeights && rule != QuantizationRule.AsInput && producer.OpCode != OpCode.Mean))
            {
                break;
            }

            head.Add(producer);
            isBeforeWeights |= rule == QuantizationRule.Weighted;
            value = input;
        }

        return isBeforeWeights ? head : [];
    }

    /// <summary>Gives the head 16-bit activations.</summary>
    public static void Widen(QuantizationPlan plan)
    {
        foreach (var node in Of(plan.Source))
        {
            plan.SetType(node, ElementType.Int16);
        }
    }
}
