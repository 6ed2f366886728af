using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace EdgeTool.Training;

/// <summary>
/// Quantization-aware training (Jacob et al. 2018, section 3): weights and activations pass the net at the steps that the packed model
/// will have, gradients pass straight through, and the steps are learned (LSQ, Esser et al. 2020). While training, sums are single precision. For
/// evaluation they are double precision, from which the integers of convolutions and dense layers are won exactly, and other operators run as
/// <see cref="IntegerFunctions"/>, so that answers are those of the packed model.
/// </summary>
public sealed class FakeQuantization : ITrainingMethod
{
    private readonly QuantizationPlan _plan;
    private readonly IReadOnlyDictionary<Value, Value> _owners;
    private readonly Dictionary<Value, LearnedRange> _ranges = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Value> _ends;
    private readonly HashSet<Value> _integers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Node, LearnedSteps> _steps = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Value, Node> _producers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Value, ValueFormat> _fixed = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Value, Tensor> _simulated = new(ReferenceEqualityComparer.Instance);
    private Twin? _twin;
    private (ValueRange[] Ranges, IntegerFunctions Functions)? _functions;

    /// <param name="plan">A plan for the twin's own graph, calibrated; batch normalization is folded there already.</param>
    /// <param name="weightBits">8, 4 or 2, signed and symmetric; depthwise filters keep 8.</param>
    /// <param name="endBits">The same of the first and the last layer, which lose most by few bits and are small; null: as the others.</param>
    public FakeQuantization(QuantizationPlan plan, int weightBits, int? endBits = null)
    {
        (_plan, _owners) = (plan, RangeOwners.Of(plan));
        _ends = new HashSet<Value>([.. plan.Source.Outputs, TrainingLoss.ScoresOf(plan.Source)], ReferenceEqualityComparer.Instance);
        var quantized = GraphQuantizer.Quantize(plan);
        var layers = plan.Source.Nodes.Where(quantized.Weights.ContainsKey).ToList();
        foreach (var node in layers)
        {
            var bits = node.OpCode == OpCode.DepthwiseConv2D ? 8 : node == layers[0] || node == layers[^1] ? endBits ?? weightBits : weightBits;
            _steps.Add(node, new LearnedSteps(WeightedLayer.TryOf(node)!, LimitOf(bits)));
        }

        foreach (var node in plan.Source.Nodes)
        {
            foreach (var output in node.Outputs)
            {
                _producers[output] = node;
            }
        }

        foreach (var value in plan.Source.Inputs.Concat(_producers.Keys))
        {
            var form = quantized.Forms.TryGetValue(value, out var forms) ? forms.Find(f => f.Type == plan.DefaultType) : null;
            if (form is null)
            {
                continue;
            }

            if (!_owners.TryGetValue(value, out var owner))
            {
                // A function that prescribes its own format, or a move of such a value, which stays on its grid.
                if (_producers.TryGetValue(value, out var node) && !node.Inputs.OfType<Value>().Any(v => _fixed.ContainsKey(v)))
                {
                    _integers.Add(value);
                    _fixed.Add(value, new ValueFormat(form.Type, form.Scales[0], form.ZeroPoint));
                }

                continue;
            }

            _integers.Add(value);
            if (!_ranges.ContainsKey(owner) && plan.Ranges.TryGetValue(owner, out var range))
            {
                _ranges.Add(owner, new LearnedRange(range, plan.DefaultType));
            }
        }
    }

    public IEnumerable<Parameter> Parameters => _ranges.Values.Select(r => r.Logarithm).Concat(_steps.Values.Select(s => s.Logarithm));

    /// <summary>What was learned, for <see cref="GraphQuantizer"/>: the twin's weights must have been written back into its graph.</summary>
    public QuantizationPlan Learned()
    {
        var plan = _plan.Copy();
        foreach (var (value, range) in _ranges)
        {
            plan.Ranges[value] = range.Range;
        }

        foreach (var (node, steps) in _steps)
        {
            plan.Grids[node] = steps.Grid;
        }

        return plan;
    }

    /// <summary>Operators whose integers are followed to the nearest step only, by name.</summary>
    public IEnumerable<string> Followed => _integers.Where(v => _producers.TryGetValue(v, out var node) && !_steps.ContainsKey(node) && !IsCopied(v)
        && node.OpCode is not (OpCode.AveragePool2D or OpCode.MaxPool2D) && !(IsFunction(v) && Functions.Covers(v))).Select(v => _producers[v].ToString());

    /// <summary>Joins a twin without a training loop, to see what the packed model will answer.</summary>
    public void Attach(Twin twin)
    {
        _twin = twin;
        twin.Hooks.Add(this);
    }

    void ITrainingMethod.Begin(TrainingRun run) => _twin = run.Twin;

    Tensor ITwinHook.Weight(Node node, Value weight, Tensor tensor)
    {
        if (!_steps.TryGetValue(node, out var steps))
        {
            return IsTraining ? tensor : tensor.to(ScalarType.Float64);
        }

        var isBias = node.Inputs.Count > 2 && node.Inputs[2] == weight;
        if (IsTraining)
        {
            return isBias ? tensor : steps.Quantize(tensor);
        }

        if (!isBias)
        {
            return steps.Exact(tensor);
        }

        var units = torch.tensor(Array.ConvertAll(steps.Scales, s => (double)FormatOf(node.Inputs[0]!).Scale * s)).reshape(tensor.shape);
        return Rounding.AwayFromZero(tensor.to(ScalarType.Float64) / units) * units;
    }

    Tensor ITwinHook.Activation(Value value, Tensor tensor)
    {
        if (!_integers.Contains(value))
        {
            return IsTraining || tensor.dtype != ScalarType.Float32 || _ends.Contains(value) ? tensor : tensor.to(ScalarType.Float64);
        }

        if (IsTraining)
        {
            return IsCopied(value) ? tensor : _fixed.TryGetValue(value, out var format) ? AtFixedSteps(tensor, format) : RangeOf(value).Quantize(tensor);
        }

        var exact = IsCopied(value) ? tensor : Exact(value, tensor);
        _simulated[value] = exact;

        // What a loss is computed from is single precision, as the packed model gives it.
        return _ends.Contains(value) ? exact.to(ScalarType.Float32) : exact;
    }

    private bool IsTraining => _twin?.training ?? throw new InvalidOperationException("Fake quantization is in no twin.");

    private LearnedRange RangeOf(Value value) => _ranges[_owners[value]];

    private ValueFormat FormatOf(Value value) => _fixed.TryGetValue(value, out var format) ? format
        : _owners.ContainsKey(value) ? RangeOf(value).Format : FormatOf(_producers[value].Inputs[0]!);

    private static Tensor AtFixedSteps(Tensor real, ValueFormat format)
    {
        var (min, max) = format.Type.QuantizedRange();
        return Rounding.StraightThrough((real / format.Scale).clamp(min - format.ZeroPoint, max - format.ZeroPoint)) * format.Scale;
    }

    /// <summary>The operators between sums at the ranges as they are now.</summary>
    private IntegerFunctions Functions
    {
        get
        {
            var ranges = _ranges.Values.Select(r => r.Range).ToArray();
            if (_functions is not { } made || !made.Ranges.AsSpan().SequenceEqual(ranges))
            {
                _functions?.Functions.Dispose();
                _functions = made = (ranges, new IntegerFunctions(GraphQuantizer.Quantize(Learned())));
            }

            return made.Functions;
        }
    }

    /// <summary>Elements are on the grid already, and an average is the only thing that takes them off it.</summary>
    private bool IsCopied(Value value) => _owners.GetValueOrDefault(value) is { } owner && owner != value && _producers.TryGetValue(value, out var node) && node.OpCode != OpCode.AveragePool2D && _owners[value] == _owners.GetValueOrDefault(node.Inputs[0]!);

    /// <summary>What the packed model computes, as reals.</summary>
    private Tensor Exact(Value value, Tensor real)
    {
        var format = FormatOf(value);
        if (!_producers.TryGetValue(value, out var node))
        {
            return IntegerSums.Nearest(real, format);
        }

        if (_steps.TryGetValue(node, out var steps))
        {
            var scales = steps.Scales;
            return IntegerSums.Requantize(
                real, FormatOf(node.Inputs[0]!), scales, format, ActivationOf(node),
                singleProduct: node.OpCode == OpCode.FullyConnected && scales.Length == 1,
                isWide: format.Type == ElementType.Int16 && (node.OpCode != OpCode.Conv2D || node.Inputs.ElementAtOrDefault(2) is not null));
        }

        if (IsFunction(value) && Functions.Covers(value))
        {
            return Functions.Run(value, _simulated);
        }

        return IntegerSums.Nearest(real, format);
    }

    /// <summary>Neither sums of products, nor a pool or a move.</summary>
    private bool IsFunction(Value value) => _fixed.ContainsKey(value) || (_owners[value] == value
        && _producers[value].OpCode is not (OpCode.Concatenation or OpCode.Pack or OpCode.Minimum or OpCode.Maximum));

    private static Activation ActivationOf(Node node) => node.OpCode switch
    {
        OpCode.Conv2D => node.Record<Conv2D>().Activation,
        OpCode.DepthwiseConv2D => node.Record<DepthwiseConv2D>().Activation,
        OpCode.FullyConnected => node.Record<FullyConnected>().Activation,
        _ => Activation.None,
    };

    private static int LimitOf(int bits) => bits switch
    {
        8 => sbyte.MaxValue,
        4 => 7,
        2 => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(bits), bits, "Weights have 8, 4 or 2 bits."),
    };
}
