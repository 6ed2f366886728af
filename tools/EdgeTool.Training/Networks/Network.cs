using EdgeRuntime.Pipeline;

namespace EdgeTool.Training;

/// <summary>Layers in order, ending in one logit per class.</summary>
public sealed class Network(IReadOnlyList<ILayer> layers)
{
    public IReadOnlyList<ILayer> Layers { get; } = layers;

    public IEnumerable<LayerParameter> Parameters => Layers.SelectMany(l => l.Parameters);

    /// <summary>Logits; valid until the next call.</summary>
    /// <param name="input">One example.</param>
    /// <param name="observe">Called with the index of each layer and its output.</param>
    public float[] Forward(float[] input, Action<int, float[]>? observe = null)
    {
        for (var i = 0; i < Layers.Count; i++)
        {
            input = Layers[i].Forward(input);
            observe?.Invoke(i, input);
        }

        return input;
    }

    /// <summary>Adds the gradients of the cross-entropy of one example.</summary>
    public void Learn(float[] input, int label)
    {
        var gradient = Softmax(Forward(input));
        gradient[label] -= 1;
        for (var i = Layers.Count - 1; i >= 0; i--)
        {
            gradient = Layers[i].Backward(gradient);
        }
    }

    /// <summary>Share of examples whose largest logit is their label's.</summary>
    public double Accuracy(IReadOnlyList<float[]> inputs, IReadOnlyList<int> labels)
    {
        var hits = 0;
        for (var i = 0; i < inputs.Count; i++)
        {
            var logits = Forward(inputs[i]);
            hits += Array.IndexOf(logits, logits.Max()) == labels[i] ? 1 : 0;
        }

        return (double)hits / inputs.Count;
    }

    private static float[] Softmax(float[] logits)
    {
        var largest = logits.Max();
        var exponentials = Array.ConvertAll(logits, l => PortableMath.Exp(l - largest));
        var sum = 0.0;
        foreach (var exponential in exponentials)
        {
            sum += exponential;
        }

        return Array.ConvertAll(exponentials, e => (float)(e / sum));
    }
}
