namespace EdgeTool.Training;

/// <summary>One layer of a <see cref="Network"/> while it learns: one example at a time, gradients summed until the optimizer takes them.</summary>
public interface ILayer
{
    int OutputLength { get; }

    /// <summary>Weights and biases; empty when there is nothing to learn.</summary>
    IReadOnlyList<LayerParameter> Parameters { get; }

    /// <summary>The output for one input; valid until the next call.</summary>
    float[] Forward(float[] input);

    /// <summary>Adds to the parameters' gradients and answers the gradient of the last <see cref="Forward"/>'s input.</summary>
    float[] Backward(float[] outputGradient);
}

/// <summary>Numbers that are learned, with the gradient summed so far and the optimizer's moments.</summary>
public sealed class LayerParameter(int length)
{
    public float[] Values { get; } = new float[length];

    public float[] Gradient { get; } = new float[length];

    internal float[] FirstMoment { get; } = new float[length];

    internal float[] SecondMoment { get; } = new float[length];

    /// <summary>Uniform within +-sqrt(6 / fanIn), He et al. 2015.</summary>
    public void Initialize(SplitMix random, int fanIn)
    {
        var limit = Math.Sqrt(6.0 / fanIn);
        for (var i = 0; i < Values.Length; i++)
        {
            Values[i] = (float)random.Uniform(-limit, limit);
        }
    }
}
