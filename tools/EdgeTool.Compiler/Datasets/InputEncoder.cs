using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeTool.Compiler.Datasets;

/// <summary>
/// Turns an example's values into the bytes of a model's input. Elements of the input's own quantized type are taken as they are.
/// Unsigned bytes for an int8 input are pixels (stored = byte - 128). Raw bytes that do not say are such pixels when the zero point is -128
/// (the smallest stored value means 0.0, as for pixels), and stored elements otherwise. Everything else, also whatever
/// <c>dataset.json</c> gives a scale or offset, is real numbers: they pass the contract's preprocessing and are quantized by the same
/// code as on the board.
/// </summary>
public sealed class InputEncoder
{
    private readonly OperandInfo _input;
    private readonly Preprocessor? _preprocessor;
    private readonly Func<float, int> _toStored = v => (int)v;
    private readonly float _scale = 1;
    private readonly float _offset;
    private readonly float[] _real;

    /// <exception cref="DatasetException">The contract's preprocessing does not fit the input.</exception>
    public InputEncoder(OperandInfo input, ModelContract contract, Dataset dataset)
    {
        (_input, _real) = (input, new float[input.Shape.ElementCount]);
        var description = dataset.Description;
        var isAffine = description.Scale is not null || description.Offset is not null;
        var fileType = dataset.ElementType;
        var isInteger = input.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16;
        var isPixels = input.Type == ElementType.Int8 && contract.Preprocess.Count == 0
            && (fileType == ElementType.UInt8 || (fileType is null && input.ZeroPoint == sbyte.MinValue));
        if (!isAffine && isInteger && isPixels)
        {
            (_toStored, Rule) = (v => (int)v - 128, "unsigned bytes as pixels: stored = byte - 128");
        }
        else if (!isAffine && isInteger && (fileType == input.Type || fileType is null))
        {
            Rule = "elements as stored";
            _toStored = fileType is null && input.Type == ElementType.Int8 ? v => (sbyte)(byte)v : _toStored;
        }
        else
        {
            (_scale, _offset) = ((float)(description.Scale ?? 1), (float)(description.Offset ?? 0));
            _preprocessor = CreatePreprocessor(contract, input);
            Rule = (isAffine ? $"real = {_scale} * value + {_offset}" : "real numbers")
                + string.Concat(contract.Preprocess.Select(s => $", {s.Kind}")) + (isInteger ? ", quantized" : "");
        }
    }

    /// <summary>What is done to the values, for people.</summary>
    public string Rule { get; }

    /// <exception cref="DatasetException">The example does not have as many values as the input.</exception>
    public void Encode(Sample sample, Span<byte> target)
    {
        if (sample.Values.Length != _real.Length)
        {
            throw new DatasetException(
                $"{sample.Name} has {sample.Values.Length} values, the model's input {_input.Shape} takes {_real.Length}: prepare the data as the model was trained.");
        }

        if (_preprocessor is not null)
        {
            for (var i = 0; i < _real.Length; i++)
            {
                _real[i] = (_scale * sample.Values[i]) + _offset;
            }

            _preprocessor.Fill(_real, target);
            return;
        }

        var size = _input.Type.SizeBytes();
        for (var i = 0; i < _real.Length; i++)
        {
            var stored = _toStored(sample.Values[i]);
            target[i * size] = (byte)stored;
            if (size == 2)
            {
                target[(i * size) + 1] = (byte)(stored >> 8);
            }
        }
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
