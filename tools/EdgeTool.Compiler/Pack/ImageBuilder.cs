using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Turns a planned graph into an image: values become numbered tensors, each constant stored once.</summary>
internal sealed class ImageBuilder
{
    private readonly GraphPlan _plan;
    private readonly List<ImageTensor> _tensors = [];
    private readonly Dictionary<Value, int> _indexOf = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ConstantKey, int> _constants = [];

    private ImageBuilder(GraphPlan plan) => _plan = plan;

    /// <summary>Only values that inputs, outputs or nodes mention are stored.</summary>
    public static ModelImage Build(Graph graph, GraphPlan plan)
    {
        var builder = new ImageBuilder(plan);
        foreach (var value in graph.Values())
        {
            builder._indexOf[value] = value.IsConstant ? builder.AddConstant(value.Name, value.Info, value.Constant) : builder.AddPlanned(value);
        }

        return new ModelImage
        {
            Tensors = builder._tensors,
            Steps = [.. graph.Nodes.Select(builder.Step)],
            Inputs = [.. graph.Inputs.Select(v => builder._indexOf[v])],
            Outputs = [.. graph.Outputs.Select(v => builder._indexOf[v])],
            ArenaBytes = plan.ArenaBytes,
            Contract = graph.Contract,
        };
    }

    private int AddConstant(string name, OperandInfo info, byte[]? content)
    {
        var key = ConstantKey.Of(info, content);
        if (!_constants.TryGetValue(key, out var index))
        {
            index = _constants[key] = _tensors.Count;
            _tensors.Add(new ImageTensor { Name = name, Info = info, Data = content });
        }

        return index;
    }

    private int AddPlanned(Value value)
    {
        var initialValue = value is { IsVariable: true, InitialValue: not null }
            ? AddConstant(value.Name + " (first value)", value.Info with { Kind = TensorKind.Constant }, value.InitialValue)
            : -1;
        _tensors.Add(new ImageTensor
        {
            Name = value.Name,
            Info = value.Info,
            ArenaOffset = _plan.Offsets[value],
            FirstStep = _plan.Ranges[value].FirstStep,
            LastStep = _plan.Ranges[value].LastStep,
            InitialValue = initialValue,
        });
        return _tensors.Count - 1;
    }

    private ImageStep Step(Node node, int step) => new()
    {
        OpCode = node.OpCode,
        Name = node.Name,
        Record = node.RecordBytes,
        Inputs = [.. node.Inputs.Select(v => v is null ? -1 : _indexOf[v])],
        Outputs = [.. node.Outputs.Select(v => _indexOf[v])],
        SourceIndex = node.SourceIndex,
        ScratchOffset = _plan.ScratchOffsets[step],
        ScratchBytes = _plan.ScratchBytes[step],
    };
}
