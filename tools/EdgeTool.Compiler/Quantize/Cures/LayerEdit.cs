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
        if (LayerActivation.Of(Layer.Node) == Activation.Relu6)
        {
            LayerActivation.Set(Layer.Node, Activation.Relu);
        }
    }
}
