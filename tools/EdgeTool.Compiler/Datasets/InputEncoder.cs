using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeTool.Compiler.Datasets;

/// <summary>
/// Turns an example's values into the bytes of a model's input. Elements of the input's own quantized type are taken as they are.
/// Unsigned bytes for an int8 input are pixels (stored = byte - 128). Raw bytes that do not say are such pixels when the zero point is -128
/// (the smallest stored value means 0.0, as for pixels), and stored elements otherwise. Everything else, also whatever
/// <c>dataset.json</c> gives a scale or offset, and all typed data (except int8) where the contract has preprocessing, is real numbers:
/// they pass the contract's preprocessing and are quantized by the same code as on the board.
/// </summary>
public sealed class InputEncoder
{
    private readonly OperandInfo _input;
    private readonly Preprocessor? _preprocessor;
    private readonly Func<float, int> _toStored = v => (int)v;
    private readonly float _scale = 1;
    private readonly float _offset;
    private readonly float[] _real = [];
    private readonly double _rateHz;
    private readonly bool _movesChannels;
    private readonly int _count;

    /// <exception cref="DatasetException">The contract's preprocessing does not fit the input.</exception>
    public InputEncoder(OperandInfo input, ModelContract contract, Dataset dataset)
    {
        _input = input;
        _rateHz = SampleRateOf(contract);
        _movesChannels = dataset.HoldsImages && contract.Preprocess.Count == 0 && IsChannelsFirst(input.Shape);
        var description = dataset.Description;
        var isAffine = description.Scale is not null || description.Offset is not null;
        var fileType = dataset.ElementType;
        var isInteger = input.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16;
        var isPixels = input.Type == ElementType.Int8 && contract.Preprocess.Count == 0
            && (fileType == ElementType.UInt8 || (fileType is null && input.ZeroPoint == sbyte.MinValue));
        if (input.Type is ElementType.Int32 or ElementType.Int64 or ElementType.Bool)
        {
            Rule = "whole numbers";
        }
        else if (!isAffine && isInteger && isPixels)
        {
            (_toStored, Rule) = (v => (int)v - 128, "unsigned bytes as pixels: stored = byte - 128");
        }
        else if (!isAffine && isInteger && (fileType is null || (fileType == input.Type && (contract.Preprocess.Count == 0 || fileType == ElementType.Int8))))
        {
            Rule = "elements as stored";
            _toStored = fileType is null && input.Type == ElementType.Int8 ? v => (sbyte)(byte)v : _toStored;
        }
        else
        {
            (_scale, _offset) = ((float)(description.Scale ?? 1), (float)(description.Offset ?? 0));
            _preprocessor = CreatePreprocessor(contract, input);
            _real = new float[_preprocessor.ElementCount];
            Rule = (isAffine ? $"real = {_scale} * value + {_offset}" : "real numbers")
                + string.Concat(contract.Preprocess.Select(s => $", {s.Kind}")) + (isInteger ? ", quantized" : "");
        }

        _count = _preprocessor?.ElementCount ?? input.Shape.ElementCount;
        Rule += _movesChannels ? ", channels first" : "";
    }

    /// <summary>Whether the data hold elements of the input, so that no real numbers are quantized.</summary>
    public bool IsAsStored => _preprocessor is null;

    /// <summary>What is done to the values, for people.</summary>
    public string Rule { get; }

    /// <exception cref="DatasetException">The example does not have as many values as the input.</exception>
    public void Encode(Sample sample, Span<byte> target)
    {
        if (sample.Values.Length != _count)
        {
            throw new DatasetException(
                $"{sample.Name} has {sample.Values.Length} values, the model's input {_input.Shape} takes {_count}: prepare the data as the model was trained.");
        }

        if (_rateHz > 0 && sample.SampleRateHz > 0 && sample.SampleRateHz != _rateHz)
        {
            throw new DatasetException($"{sample.Name} has {sample.SampleRateHz} samples per second, the model's preprocessing takes {_rateHz}: resample it.");
        }

        var values = _movesChannels ? ChannelsFirst(sample.Values, _input.Shape[-3]) : sample.Values;
        if (_preprocessor is not null)
        {
            for (var i = 0; i < _count; i++)
            {
                _real[i] = (_scale * values[i]) + _offset;
            }

            _preprocessor.Fill(_real, target);
            return;
        }

        var size = _input.Type.SizeBytes();
        for (var i = 0; i < _count; i++)
        {
            long stored = _toStored(values[i]);
            for (var b = 0; b < size; b++)
            {
                target[(i * size) + b] = (byte)(stored >> (8 * b));
            }
        }
    }

    /// <summary>Samples per second of the sound that the contract's preprocessing takes; 0 when it does not say.</summary>
    public static double SampleRateOf(ModelContract contract) => PreprocessStages.SampleRateOf(contract.Preprocess);

    /// <summary>Shape of an example before preprocessing; images always (height, width, channels).</summary>
    /// <exception cref="DatasetException">The contract's preprocessing does not fit the input.</exception>
    public static Shape RawShape(ModelContract contract, OperandInfo input) =>
        contract.Preprocess.Count > 0 ? CreatePreprocessor(contract, input).RawShape
        : IsChannelsFirst(input.Shape) ? new Shape(input.Shape[-2], input.Shape[-1], input.Shape[-3])
        : input.Shape;

    /// <summary>(1, channels, height, width): 1 or 3 in the place of channels and not in the last, as ONNX models have it.</summary>
    private static bool IsChannelsFirst(Shape input) => input.Rank == 4 && input[1] is (1 or 3) && input[3] is not (1 or 3);

    private static float[] ChannelsFirst(float[] image, int channels)
    {
        var pixels = image.Length / channels;
        var moved = new float[image.Length];
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] = image[(i % pixels * channels) + (i / pixels)];
        }

        return moved;
    }

    private static Preprocessor CreatePreprocessor(ModelContract contract, OperandInfo input)
    {
        try
        {
            return Preprocessor.Create(contract, input);
        }
        catch (ContractException e)
        {
            throw new DatasetException($"The model's input cannot be filled from data: {e.Message}", e);
        }
    }
}
