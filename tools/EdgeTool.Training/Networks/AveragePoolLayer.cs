namespace EdgeTool.Training;

/// <summary>Mean of every <c>size</c> positions: input (length, channels), output (length / size, channels).</summary>
public sealed class AveragePoolLayer : ILayer
{
    private readonly float[] _output;
    private readonly float[] _inputGradient;

    public AveragePoolLayer(int length, int channels, int size)
    {
        if (length % size != 0)
        {
            throw new ArgumentException($"{size} does not divide {length} positions.", nameof(size));
        }

        (Length, Channels, Size) = (length, channels, size);
        (_output, _inputGradient) = (new float[length / size * channels], new float[length * channels]);
    }

    public int Length { get; }

    public int Channels { get; }

    public int Size { get; }

    public int OutputLength => _output.Length;

    public IReadOnlyList<LayerParameter> Parameters => [];

    public float[] Forward(float[] input)
    {
        Array.Clear(_output);
        for (var position = 0; position < Length; position++)
        {
            VectorSums.AddScaled(_output.AsSpan(position / Size * Channels, Channels), input.AsSpan(position * Channels, Channels), 1f / Size);
        }

        return _output;
    }

    public float[] Backward(float[] outputGradient)
    {
        Array.Clear(_inputGradient);
        for (var position = 0; position < Length; position++)
        {
            VectorSums.AddScaled(
                _inputGradient.AsSpan(position * Channels, Channels), outputGradient.AsSpan(position / Size * Channels, Channels), 1f / Size);
        }

        return _inputGradient;
    }
}
