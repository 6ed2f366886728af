using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// What importers write to. Every node is checked when added; one whose operands are all constants is computed at once, so that
/// importers find shapes as constants.
/// </summary>
public sealed class OnnxGraphBuilder
{
    private readonly OnnxGraphImport _import;
    private readonly Dictionary<Value, OnnxType> _narrow = new(ReferenceEqualityComparer.Instance);
    private readonly FoldingBudget _budget;

    internal OnnxGraphBuilder(OnnxGraphImport import, long sourceBytes) => (_import, _budget) = (import, new FoldingBudget(sourceBytes));

    public Graph Graph { get; } = new();

    /// <summary>Notes that the source holds a value in a type that is narrower than the value's own.</summary>
    public Value Declare(Value value, OnnxType type)
    {
        if (type.IsHalfByte() || type.IsSmallFloat() || type.IsWideUnsigned() || type == OnnxType.BFloat16)
        {
            _narrow[value] = type;
            HasWideUnsigned |= type.IsWideUnsigned();
        }

        return value;
    }

    /// <summary>Type of 4 bits, of an 8-bit float, of a bfloat16 or of unsigned integers of 16 bits and more in which the source holds a value; undefined where it is none of those, or computed.</summary>
    public OnnxType NarrowType(Value? value) => value is null ? OnnxType.Undefined : _narrow.GetValueOrDefault(value);

    /// <summary>Whether an input or a constant of the source holds unsigned integers that are held in a wider signed type here.</summary>
    public bool HasWideUnsigned { get; private set; }

    /// <summary>Adds a node with one output and gives that output.</summary>
    /// <param name="node">The operator being imported.</param>
    /// <param name="part">Says which step of the operator this is, for names.</param>
    /// <param name="record">Record of the new node.</param>
    /// <param name="inputs">Operands; null for one left out.</param>
    /// <param name="type">Element type of the output.</param>
    /// <param name="shape">Shape of the output.</param>
    public Value Add<T>(OnnxNode node, string part, in T record, IReadOnlyList<Value?> inputs, ElementType type, Shape shape)
        where T : unmanaged, IOperatorRecord<T>
    {
        var output = new Value { Name = $"{node.Name}/{part}", Type = type, Shape = shape };
        Add(node, record, inputs, [output]);
        return output;
    }

    /// <summary>
    /// Adds a node whose outputs the importer made. Outputs without elements need none: they are constants, which nodes do not read,
    /// so that only importers meet them.
    /// </summary>
    /// <exception cref="UnsupportedException">It breaks the law of its operator.</exception>
    public void Add<T>(OnnxNode node, in T record, IReadOnlyList<Value?> inputs, IReadOnlyList<Value> outputs)
        where T : unmanaged, IOperatorRecord<T>
    {
        if (outputs.Count > 0 && outputs.All(o => o.Shape.IsEmpty()))
        {
            foreach (var output in outputs)
            {
                output.Constant = [];
            }

            return;
        }

        foreach (var value in inputs.OfType<Value>().Concat(outputs))
        {
            if (!value.Shape.IsWithinLimits(out _))
            {
                throw new UnsupportedException(
                    $"uses '{value.Name}' of shape [{string.Join(", ", value.Shape.Span.ToArray())}]",
                    $"keep to {Shape.MaxRank} dimensions of 1 to {Shape.MaxDimension}");
            }
        }

        OnnxMovedQuantization.Keep(T.OpCode, inputs, outputs);
        var added = Node.Of(outputs[0].Name, record, inputs, outputs, node.Source.Index);
        if (ImportedNode.Fault([added]) is { } fault)
        {
            throw fault;
        }

        if (inputs.All(v => v is null or { IsConstant: true }) && _budget.TryTake(added))
        {
            NodeEvaluator.Evaluate(added);
        }
        else
        {
            Graph.Nodes.Add(added);
        }
    }

    /// <summary>Binds an output of the operator; a new value takes its name. Does nothing when the output is left out.</summary>
    public void Output(OnnxNode node, int index, Value value)
    {
        if (node.HasOutput(index))
        {
            _import.Define(node.Source.Outputs[index], value, node.Name);
        }
    }

    /// <summary>Says that the operator's rows behind a count only pad its output; the count becomes one more output of the model.</summary>
    /// <exception cref="UnsupportedException">Sizes are to be exact, or what reads the rows could mix them.</exception>
    public void PadRows(OnnxNode node, Value count) => _import.PadRows(node.Source, count);

    /// <summary>A constant the importer made.</summary>
    public static Value Constant<T>(OnnxNode node, string part, Shape shape, params ReadOnlySpan<T> elements) where T : unmanaged =>
        Value.Of($"{node.Name}/{part}", shape, elements);

    /// <summary>Accounts for a constant that an importer makes of little input.</summary>
    /// <exception cref="UnsupportedException">It is out of all proportion to the file.</exception>
    public void Charge(long elements, ElementType type)
    {
        if (!_budget.TryTake(checked(elements * type.SizeBytes())))
        {
            throw new UnsupportedException($"makes a constant of {elements} elements", "store large constants in the file, or compute with smaller ones");
        }
    }

    /// <summary>The value of a tensor attribute.</summary>
    public Value Constant(OnnxNode node, OnnxTensor tensor) => Declare(_import.Constants.Of(tensor, node.Name), tensor.Type);

    /// <summary>Imports a body (of If, of one trip of Loop or Scan) in place; it sees the values around it.</summary>
    /// <param name="body">A graph attribute of the operator.</param>
    /// <param name="inputs">Values of the body's inputs, in order.</param>
    /// <returns>Values of the body's outputs, in order.</returns>
    public IReadOnlyList<Value> Inline(OnnxGraph body, params ReadOnlySpan<Value> inputs) => _import.Inline(body, inputs.ToArray());

    /// <summary>Imports another operator of the standard domain, with this one's attributes, on other inputs.</summary>
    /// <returns>Its first output.</returns>
    public Value Through(OnnxNode node, string opType, params IReadOnlyList<Value?> inputs) => _import.Through(node, opType, inputs);
}
