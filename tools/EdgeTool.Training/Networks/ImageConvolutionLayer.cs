namespace EdgeTool.Training;

/// <summary>
/// Square 2-D convolution of stride 1 with ReLU: input (side, side, inC), weights (outC, taps, taps, inC), output (outSide, outSide, outC),
/// outSide = side + 2 * padding - taps + 1.
/// </summary>
public sealed class ImageConvolutionLayer : ILayer
{
    private readonly float[] _output;
    private readonly float[] _inputGradient;
    private float[] _input = [];

    public ImageConvolutionLayer(int side, int inC, int outC, int taps, int padding, SplitMix random)
    {
        (Side, InC, OutC, Taps, Padding) = (side, inC, outC, taps, padding);
        OutSide = side + (2 * padding) - taps + 1;
        (Weights, Bias) = (new LayerParameter(outC * taps * taps * inC), new LayerParameter(outC));
        Weights.Initialize(random, taps * taps * inC);
        (_output, _inputGradient) = (new float[OutSide * OutSide * outC], new float[side * side * inC]);
    }

    public int Side { get; }

    public int InC { get; }

    public int OutC { get; }

    public int Taps { get; }

    /// <summary>Zeros around the input.</summary>
    public int Padding { get; }

    public int OutSide { get; }

    public LayerParameter Weights { get; }

    public LayerParameter Bias { get; }

    public int OutputLength => _output.Length;

    public IReadOnlyList<LayerParameter> Parameters => [Weights, Bias];

    public float[] Forward(float[] input)
    {
        _input = input;
        for (var position = 0; position < OutSide * OutSide; position++)
        {
            var sums = _output.AsSpan(position * OutC, OutC);
            Bias.Values.CopyTo(sums);
            for (var tap = 0; tap < Taps; tap++)
            {
                var (first, skipped, count) = Row(position, tap);
                for (var o = 0; o < OutC && count > 0; o++)
                {
                    sums[o] += VectorSums.Dot(input.AsSpan(first, count), Weights.Values.AsSpan(WeightsOf(o, tap) + skipped, count));
                }
            }

            foreach (ref var sum in sums)
            {
                sum = Math.Max(sum, 0);
            }
        }

        return _output;
    }

    public float[] Backward(float[] outputGradient)
    {
        Array.Clear(_inputGradient);
        for (var i = 0; i < _output.Length; i++)
        {
            var (position, o, gradient) = (i / OutC, i % OutC, outputGradient[i]);
            if (_output[i] <= 0 || gradient == 0)
            {
                continue;
            }

            Bias.Gradient[o] += gradient;
            for (var tap = 0; tap < Taps; tap++)
            {
                var (first, skipped, count) = Row(position, tap);
                if (count > 0)
                {
                    var at = WeightsOf(o, tap) + skipped;
                    VectorSums.AddScaled(Weights.Gradient.AsSpan(at, count), _input.AsSpan(first, count), gradient);
                    VectorSums.AddScaled(_inputGradient.AsSpan(first, count), Weights.Values.AsSpan(at, count), gradient);
                }
            }
        }

        return _inputGradient;
    }

    private int WeightsOf(int channel, int row) => ((channel * Taps) + row) * Taps * InC;

    /// <summary>The part of one row of a window inside the input: its first element, the weights skipped before it, its length.</summary>
    private (int First, int Skipped, int Count) Row(int position, int row)
    {
        var (y, x) = ((position / OutSide) - Padding + row, (position % OutSide) - Padding);
        var (from, to) = (Math.Max(x, 0), Math.Min(x + Taps, Side));
        return y < 0 || y >= Side ? default : (((y * Side) + from) * InC, (from - x) * InC, (to - from) * InC);
    }
}
