using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>Memory of one input of a model.</summary>
public delegate Span<byte> InputMemory(int input);

/// <summary>Turns an example into the bytes of every input of a model.</summary>
public sealed class ExampleEncoder
{
    private readonly InputEncoder[] _encoders;

    /// <param name="inputs">Of the model.</param>
    /// <param name="contract">Its preprocessing, which models with several inputs have none of.</param>
    /// <param name="dataset">Where examples come from.</param>
    /// <exception cref="DatasetException">The data do not have a tensor for each input, or cannot fill it.</exception>
    public ExampleEncoder(IReadOnlyList<OperandInfo> inputs, ModelContract contract, Dataset dataset)
    {
        if (inputs.Count != dataset.Inputs.Count)
        {
            throw new DatasetException($"The model has {inputs.Count} inputs, an example of {dataset.Path} {dataset.Inputs.Count}: give one array for each, in a .npz file or a folder.");
        }

        if (inputs.Count > 1 && contract.Preprocess.Count > 0)
        {
            throw new DatasetException($"The model has {inputs.Count} inputs and a pipeline, which prepares one.");
        }

        _encoders = [.. inputs.Zip(dataset.Inputs, (info, part) => new InputEncoder(info, contract, part))];
    }

    public int InputCount => _encoders.Length;

    /// <summary>What is done to the values, for people.</summary>
    public string Rule => string.Join("; ", _encoders.Select(e => e.Rule).Distinct());

    /// <summary>Whether the data hold stored elements of an input, so that no real numbers are quantized.</summary>
    public bool IsAsStored(int input) => _encoders[input].IsAsStored;

    /// <exception cref="DatasetException">The example does not fit.</exception>
    public void Encode(Sample sample, InputMemory memory)
    {
        for (var i = 0; i < _encoders.Length; i++)
        {
            Encode(sample, i, memory(i));
        }
    }

    /// <summary>One input only.</summary>
    /// <exception cref="DatasetException">The example does not fit.</exception>
    public void Encode(Sample sample, int input, Span<byte> target) =>
        _encoders[input].Encode(input == 0 ? sample : sample with { Values = sample.OtherInputs[input - 1] }, target);
}
