using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>min(max(x, low), high); bounds are attributes before operator set 11, optional inputs since. 0..6 and 0..infinity are activations.</summary>
internal sealed class ClipImporter : IOnnxImporter
{
    public string OpType => "Clip";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "input");
        var low = node.Input(1) ?? (node.Has("min") ? OnnxConstant.Scalar(node, "low", node.Float("min"), input.Type) : null);
        var high = node.Input(2) ?? (node.Has("max") ? OnnxConstant.Scalar(node, "high", node.Float("max"), input.Type) : null);
        if (IsFloat(low, 0) && (IsFloat(high, 6) || high is null || IsFloat(high, float.PositiveInfinity) || IsFloat(high, float.MaxValue)))
        {
            graph.Output(node, 0, IsFloat(high, 6)
                ? graph.Add(node, "relu6", default(Relu6), [input], input.Type, input.Shape)
                : graph.Add(node, "relu", default(Relu), [input], input.Type, input.Shape));
            return;
        }

        var raised = low is null ? input : graph.Add(node, "raised", default(Maximum), [input, low], input.Type, input.Shape);
        graph.Output(node, 0, high is null ? raised : graph.Add(node, "clipped", default(Minimum), [raised, high], input.Type, input.Shape));
    }

    private static bool IsFloat(Value? value, float number) =>
        value is { IsConstant: true, Type: ElementType.Float32 } && value.Shape.ElementCount == 1 && value.ConstantAs<float>()[0].Equals(number);
}
