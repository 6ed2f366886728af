using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Takes an <c>.edge</c> file apart into a graph again, so that it can be planned and packed anew.</summary>
public static class EdgeImporter
{
    /// <exception cref="ImportException">The file is refused.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Graph Import(string path)
    {
        try
        {
            using var model = ModelFile.Open(path, long.MaxValue);
            return Import(model);
        }
        catch (ModelFormatException e)
        {
            throw new ImportException($"{path} is refused: {e.Message}", e);
        }
    }

    /// <summary>The graph holds copies; the model may be disposed afterwards.</summary>
    public static Graph Import(ModelFile model)
    {
        var graph = new Graph { Contract = model.Contract };
        var values = new Value[model.Tensors.Length];
        for (var t = 0; t < values.Length; t++)
        {
            values[t] = ValueOf(model, t);
        }

        graph.Inputs.AddRange(Select(model.Inputs));
        graph.Outputs.AddRange(Select(model.Outputs));
        for (var s = 0; s < model.Steps.Length; s++)
        {
            var step = model.Steps[s];
            graph.Nodes.Add(Node.Of(
                model.StepName(s),
                OperatorLaws.For(step.OpCode)!,
                model.RecordOf(s).ToArray(),
                Array.ConvertAll(model.InputsOf(s).ToArray(), t => t < 0 ? null : values[t]),
                Select(model.OutputsOf(s)),
                step.SourceIndex));
        }

        return graph;

        Value[] Select(ReadOnlySpan<int> tensors) => Array.ConvertAll(tensors.ToArray(), t => values[t]);
    }

    private static Value ValueOf(ModelFile model, int tensor)
    {
        var info = model.InfoOf(tensor);
        var initialValue = info.Kind == TensorKind.Variable ? model.Tensors[tensor].InitialValue : -1;
        return new Value
        {
            Name = model.TensorName(tensor),
            Type = info.Type,
            Shape = info.Shape,
            Scales = info.IsPerChannel ? info.ChannelScales.ToArray() : info.Scale != 0 ? [info.Scale] : [],
            ZeroPoint = info.ZeroPoint,
            ChannelAxis = info.ChannelAxis,
            Constant = info.Kind == TensorKind.Constant ? model.ConstantBytes(tensor) : null,
            IsVariable = info.Kind == TensorKind.Variable,
            InitialValue = initialValue >= 0 ? model.ConstantBytes(initialValue) : null,
        };
    }
}
