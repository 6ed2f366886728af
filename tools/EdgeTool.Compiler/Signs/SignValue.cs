using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// A float32 value that is one of two opposite numbers: magnitude where the source reaches the threshold, its negative elsewhere. It is spelled
/// as a comparison and a choice, as QONNX BipolarQuant means it (Pappalardo et al. 2022).
/// </summary>
/// <param name="Compare">source >= threshold.</param>
/// <param name="Choose">Where(comparison, magnitude, -magnitude).</param>
/// <param name="Threshold">A single number.</param>
/// <param name="Magnitude">Above 0.</param>
internal sealed record SignValue(Node Compare, Node Choose, float Threshold, float Magnitude)
{
    public Value Source => Compare.Inputs[0]!;

    public Value Output => Choose.Outputs[0];

    /// <summary>Every such value of a graph whose comparison serves nothing else.</summary>
    public static Dictionary<Value, SignValue> In(Graph graph)
    {
        var uses = new ValueUses(graph);
        var comparisons = graph.Nodes.Where(n => n.OpCode == OpCode.BinaryMath && uses.IsPrivate(n.Outputs[0])).ToDictionary(n => n.Outputs[0]);
        var found = new Dictionary<Value, SignValue>(ReferenceEqualityComparer.Instance);
        foreach (var node in graph.Nodes.Where(n => n.OpCode == OpCode.Where))
        {
            if (comparisons.TryGetValue(node.Inputs[0]!, out var compare) && Of(compare, node) is { } sign)
            {
                found.Add(sign.Output, sign);
            }
        }

        return found;
    }

    private static SignValue? Of(Node compare, Node choose) =>
        compare.Record<BinaryMath>().Function == BinaryFunction.GreaterOrEqual
        && compare.Inputs is [{ IsConstant: false, Type: ElementType.Float32 } source, { } threshold] && Scalar(threshold) is { } least
        && Scalar(choose.Inputs[1]!) is { } high && Scalar(choose.Inputs[2]!) is { } low
        && high > 0 && low == -high && float.IsFinite(high) && float.IsFinite(least) && choose.Outputs[0].Shape == source.Shape && source.Shape.Rank > 0
            ? new SignValue(compare, choose, least, high) : null;

    private static float? Scalar(Value value) =>
        value is { IsConstant: true, Type: ElementType.Float32, Shape.ElementCount: 1 } ? value.ConstantAs<float>()[0] : null;
}
