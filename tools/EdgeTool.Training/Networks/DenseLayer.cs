namespace EdgeTool.Training;

/// <summary>output = weights (outC, inC) * input (inC) + bias (outC).</summary>
public sealed class DenseLayer : ILayer
{
    private readonly float[] _output;
    private readonly float[] _inputGradient;
    private float[] _input = [];

    public DenseLayer(int inC, int outC, SplitMix random)
    {
        (InC, OutC) = (inC, outC);
        (Weights, Bias) = (new LayerParameter(outC * inC), new LayerParameter(outC));
        Weights.Initialize(random, inC);
        (_output, _inputGradient) = (new float[outC], new float[inC]);
    }

    public int InC { get; }

    public int OutC { get; }

    public LayerParameter Weights { get; }

    public LayerParameter Bias { get; }

    public int OutputLength => OutC;

    public IReadOnlyList<LayerParameter> Parameters => [Weights, Bias];

    public float[] Forward(float[] input)
    {
        _input = input;
        for (var o = 0; o < OutC; o++)
        {
            _output[o] = Bias.Values[o] + VectorSums.Dot(Weights.Values.AsSpan(o * InC, InC), input);
        }

        return _output;
    }

    public float[] Backward(float[] outputGradient)
    {
        Array.Clear(_inputGradient);
        for (var o = 0; o < OutC; o++)
        {
            Bias.Gradient[o] += outputGradient[o];
            VectorSums.AddScaled(Weights.Gradient.AsSpan(o * InC, InC), _input, outputGradient[o]);
            VectorSums.AddScaled(_inputGradient, Weights.Values.AsSpan(o * InC, InC), outputGradient[o]);
        }

        return _inputGradient;
    }
}
