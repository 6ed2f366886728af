using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary>
/// Writes each example as the inputs of a model and, so that both see the same, of a second one. Real numbers pass each model's own
/// quantization; elements stored for one of them reach the other through their real values.
/// </summary>
public sealed class ExampleFeed
{
    private readonly Interpreter[] _models; // the one that the data were stored for comes first
    private readonly ExampleEncoder[] _encoders;

    /// <exception cref="ToolException">The models do not take the same inputs.</exception>
    /// <exception cref="DatasetException">The examples do not fit.</exception>
    public ExampleFeed(Interpreter model, Interpreter? against, Dataset dataset)
    {
        Interpreter[] given = against is null ? [model] : [model, against];
        if (against is not null && !InputsOf(against).Select(i => i.Shape.ElementCount).SequenceEqual(InputsOf(model).Select(i => i.Shape.ElementCount)))
        {
            throw ToolException.BadData(
                $"The models take {string.Join(", ", InputsOf(model))} and {string.Join(", ", InputsOf(against))}: they cannot be given the same examples.");
        }

        _models = [.. given.OrderBy(m => m.InputInfo(0).Type == ElementType.Float32)];
        var contract = given.Select(m => m.Model.Contract).FirstOrDefault(c => c.Preprocess.Count > 0) ?? model.Model.Contract;
        _encoders = [.. _models.Select(m => new ExampleEncoder([.. InputsOf(m)], contract, dataset))];
        for (var i = 0; i < model.InputCount; i++)
        {
            if (against is not null && PassesReals(i) && _models.Any(m => !InputQuantizer.CanWrite(m.InputInfo(i))))
            {
                throw ToolException.BadData($"Real values cannot become {string.Join(" and ", given.Select(m => m.InputInfo(i)))}.");
            }
        }
    }

    /// <summary>What is done to the values, for people.</summary>
    public string Rule => _encoders[0].Rule;

    public void Fill(Sample sample)
    {
        _encoders[0].Encode(sample, _models[0].InputBytes);
        for (var i = 0; i < _encoders[0].InputCount && _models.Length > 1; i++)
        {
            if (!PassesReals(i))
            {
                _encoders[1].Encode(sample, i, _models[1].InputBytes(i));
                continue;
            }

            var real = new float[_models[0].InputInfo(i).Shape.ElementCount];
            ScoreReader.Read(_models[0].InputInfo(i), _models[0].InputBytes(i), real);
            InputQuantizer.Write(real, _models[1].InputInfo(i), _models[1].InputBytes(i));
        }
    }

    /// <summary>Whether an input's elements are stored for the first model, so that the second gets the reals they stand for; plain integers are the same in both.</summary>
    private bool PassesReals(int input) =>
        _encoders[0].IsAsStored(input) && _models[0].InputInfo(input).Type is not (ElementType.Int32 or ElementType.Int64 or ElementType.Bool);

    private static IEnumerable<OperandInfo> InputsOf(Interpreter model) => Enumerable.Range(0, model.InputCount).Select(model.InputInfo);
}
