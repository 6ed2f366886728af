using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>Mean squared difference between a model's input and its output, both as real numbers. Allocates nothing after it is made.</summary>
internal sealed class ReconstructionError
{
    private readonly OperandInfo _input;
    private readonly OperandInfo _output;
    private readonly float[] _given;
    private readonly float[] _returned;

    /// <exception cref="ContractException">The model does not give back what it takes.</exception>
    public ReconstructionError(OperandInfo input, OperandInfo output)
    {
        var count = output.Shape.ElementCount;
        if (input.Shape.ElementCount != count || !ScoreReader.CanRead(input))
        {
            throw new ContractException($"the model makes {output} of {input}; a reconstruction error takes as many numbers as are given");
        }

        (_input, _output, _given, _returned) = (input, output, new float[count], new float[count]);
    }

    /// <param name="input">The input tensor's bytes, as the model took them.</param>
    /// <param name="output">The output tensor's bytes.</param>
    public float Of(ReadOnlySpan<byte> input, ReadOnlySpan<byte> output)
    {
        ScoreReader.Read(_input, input, _given);
        ScoreReader.Read(_output, output, _returned);
        var sum = 0.0;
        for (var i = 0; i < _given.Length; i++)
        {
            double difference = _given[i] - _returned[i];
            sum += difference * difference;
        }

        return (float)(sum / _given.Length);
    }
}
