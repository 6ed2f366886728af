namespace EdgeTool.Training;

/// <summary>
/// 1-D convolution with SAME padding and ReLU: input (length, inC), weights (outC, taps, inC), output (ceil(length / stride), outC).
/// </summary>
public sealed class ConvolutionLayer : ILayer
{
    private readonly float[] _output;
    private readonly float[] _inputGradient;
    private float[] _input = [];

    public ConvolutionLayer(int length, int inC, int outC, int taps, int stride, SplitMix random)
    {
        (Length, InC, OutC, Taps, Stride) = (length, inC, outC, taps, stride);
        Positions = (length + stride - 1) / stride;
        PadBefore = Math.Max(0, ((Positions - 1) * stride) + taps - length) / 2;
        (Weights, Bias) = (new LayerParameter(outC * taps * inC), new LayerParameter(outC));
        Weights.Initialize(random, taps * inC);
        (_output, _inputGradient) = (new float[Positions * outC], new float[length * inC]);
    }

    public int Length { get; }

    public int InC { get; }

    public int OutC { get; }

    public int Taps { get; }

    public int Stride { get; }

    /// <summary>Output length.</summary>
    public int Positions { get; }

    public int PadBefore { get; }

    public LayerParameter Weights { get; }

    public LayerParameter Bias { get; }

    public int OutputLength => _output.Length;

    public IReadOnlyList<LayerParameter> Parameters => [Weights, Bias];

    public float[] Forward(float[] input)
    {
        _input = input;
        for (var position = 0; position < Positions; position++)
        {
            var (first, skipped, count) = Window(position);
            for (var o = 0; o < OutC; o++)
            {
                var weights = Weights.Values.AsSpan((o * Taps * InC) + skipped, count);
                var sum = Bias.Values[o] + VectorSums.Dot(input.AsSpan(first, count), weights);
                _output[(position * OutC) + o] = Math.Max(sum, 0);
            }
        }

        return _output;
    }

    public float[] Backward(float[] outputGradient)
    {
        Array.Clear(_inputGradient);
        for (var position = 0; position < Positions; position++)
        {
            var (first, skipped, count) = Window(position);
            for (var o = 0; o < OutC; o++)
            {
                var gradient = outputGradient[(position * OutC) + o];
                if (_output[(position * OutC) + o] <= 0 || gradient == 0)
                {
                    continue;
                }

                var at = (o * Taps * InC) + skipped;
                Bias.Gradient[o] += gradient;
                VectorSums.AddScaled(Weights.Gradient.AsSpan(at, count), _input.AsSpan(first, count), gradient);
                VectorSums.AddScaled(_inputGradient.AsSpan(first, count), Weights.Values.AsSpan(at, count), gradient);
            }
        }

        return _inputGradient;
    }

    /// <summary>The part of a window inside the input: its first element, the weights skipped before it, its length.</summary>
    private (int First, int Skipped, int Count) Window(int position)
    {
        var start = (position * Stride) - PadBefore;
        var (from, to) = (Math.Max(start, 0), Math.Min(start + Taps, Length));
        return (from * InC, (from - start) * InC, (to - from) * InC);
    }
}
