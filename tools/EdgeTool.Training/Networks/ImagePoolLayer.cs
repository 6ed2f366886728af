namespace EdgeTool.Training;

/// <summary>Largest of every 2 x 2 pixels: input (side, side, channels), output (side / 2, side / 2, channels).</summary>
public sealed class ImagePoolLayer : ILayer
{
    private readonly float[] _output;
    private readonly float[] _inputGradient;
    private readonly int[] _sources;

    public ImagePoolLayer(int side, int channels)
    {
        if (side % 2 != 0)
        {
            throw new ArgumentException($"2 does not divide {side} rows.", nameof(side));
        }

        (Side, Channels) = (side, channels);
        _output = new float[side * side * channels / 4];
        (_sources, _inputGradient) = (new int[_output.Length], new float[side * side * channels]);
    }

    public int Side { get; }

    public int Channels { get; }

    public int OutputLength => _output.Length;

    public IReadOnlyList<LayerParameter> Parameters => [];

    public float[] Forward(float[] input)
    {
        for (var i = 0; i < _output.Length; i++)
        {
            var (position, c) = (i / Channels, i % Channels);
            var corner = (((position / (Side / 2) * 2 * Side) + (position % (Side / 2) * 2)) * Channels) + c;
            var best = corner;
            foreach (var other in (ReadOnlySpan<int>)[corner + Channels, corner + (Side * Channels), corner + ((Side + 1) * Channels)])
            {
                best = input[other] > input[best] ? other : best;
            }

            (_sources[i], _output[i]) = (best, input[best]);
        }

        return _output;
    }

    public float[] Backward(float[] outputGradient)
    {
        Array.Clear(_inputGradient);
        for (var i = 0; i < _output.Length; i++)
        {
            _inputGradient[_sources[i]] += outputGradient[i];
        }

        return _inputGradient;
    }
}
