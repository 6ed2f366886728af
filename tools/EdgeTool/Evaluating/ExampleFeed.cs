using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary>
/// Writes each example as the input of a model and, so that both see the same, of a second one. Real numbers pass each model's own
/// quantization; elements stored for one of them reach the other through their real values.
/// </summary>
public sealed class ExampleFeed
{
    private readonly Interpreter[] _models; // the one that the data were stored for comes first
    private readonly InputEncoder[] _encoders;
    private readonly float[] _real;

    /// <exception cref="ToolException">The models do not take the same input.</exception>
    /// <exception cref="DatasetException">The examples do not fit.</exception>
    public ExampleFeed(Interpreter model, Interpreter? against, Dataset dataset)
    {
        Interpreter[] given = against is null ? [model] : [model, against];
        foreach (var interpreter in given)
        {
            if (interpreter.InputCount != 1)
            {
                throw ToolException.BadData($"The model has {interpreter.InputCount} inputs; data of one tensor per example evaluates models with one.");
            }
        }

        if (against is not null && against.InputInfo(0).Shape.ElementCount != model.InputInfo(0).Shape.ElementCount)
        {
            throw ToolException.BadData($"The models take {model.InputInfo(0)} and {against.InputInfo(0)}: they cannot be given the same examples.");
        }

        _models = [.. given.OrderBy(m => m.InputInfo(0).Type == ElementType.Float32)];
        var contract = given.Select(m => m.Model.Contract).FirstOrDefault(c => c.Preprocess.Count > 0) ?? model.Model.Contract;
        _encoders = [.. _models.Select(m => new InputEncoder(m.InputInfo(0), contract, dataset))];
        _real = new float[model.InputInfo(0).Shape.ElementCount];
        if (_encoders[0].IsAsStored && _models.Any(m => !InputQuantizer.CanWrite(m.InputInfo(0))))
        {
            throw ToolException.BadData($"Real values cannot become {string.Join(" and ", given.Select(m => m.InputInfo(0)))}.");
        }
    }

    /// <summary>What is done to the values, for people.</summary>
    public string Rule => _encoders[0].Rule;

    public void Fill(Sample sample)
    {
        _encoders[0].Encode(sample, _models[0].InputBytes(0));
        if (_models.Length == 1)
        {
            return;
        }

        if (!_encoders[0].IsAsStored)
        {
            _encoders[1].Encode(sample, _models[1].InputBytes(0));
            return;
        }

        ScoreReader.Read(_models[0].InputInfo(0), _models[0].InputBytes(0), _real);
        InputQuantizer.Write(_real, _models[1].InputInfo(0), _models[1].InputBytes(0));
    }
}
