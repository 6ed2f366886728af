using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Weights and bias of a layer being changed; written back as new constants.</summary>
internal sealed class LayerEdit
{
    public LayerEdit(WeightedLayer layer) => (Layer, Weights, Bias) = (layer, layer.AllWeights.ToArray(), layer.BiasValues());

    public WeightedLayer Layer { get; }

    public float[] Weights { get; }

    public float[] Bias { get; }

    public void Save()
    {
        var (node, weights, bias) = (Layer.Node, Layer.Weights, Layer.Bias);
        node.Inputs[1] = Value.Of<float>(weights.Name, weights.Shape, Weights);
        if (node.Inputs.Count < 3)
        {
            node.Inputs.Add(null);
        }

        node.Inputs[2] = Value.Of<float>(bias?.Name ?? $"{node.Name}/bias", bias?.Shape ?? new Shape(Layer.Channels), Bias);
    }

    /// <summary>Relu in the place of Relu6, whose limit would scale with the channels.</summary>
    public void WidenActivation()
    {
        if (LayerPair.ActivationOf(Layer.Node) != Activation.Relu6)
        {
            return;
        }

        switch (Layer.Node.OpCode)
        {
            case OpCode.Conv2D:
                Layer.Node.SetRecord(Layer.Node.Record<Conv2D>() with { Activation = Activation.Relu });
                break;
            case OpCode.DepthwiseConv2D:
                Layer.Node.SetRecord(Layer.Node.Record<DepthwiseConv2D>() with { Activation = Activation.Relu });
                break;
            case OpCode.FullyConnected:
                Layer.Node.SetRecord(Layer.Node.Record<FullyConnected>() with { Activation = Activation.Relu });
                break;
            case OpCode.TransposeConv:
                Layer.Node.SetRecord(Layer.Node.Record<TransposeConv>() with { Activation = Activation.Relu });
                break;
        }
    }
}
