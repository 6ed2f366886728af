using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Turns one subgraph into a graph, operator by operator, and collects everything that cannot be packed.</summary>
internal sealed class SubgraphImport(TfliteModel model, TfliteSubgraph subgraph, TfliteVariables variables)
{
    private const int CastCode = 53, DequantizeCode = 6;

    /// <summary>Shape arithmetic is folded while importing, because later importers need shapes as constants; it is never large.</summary>
    private const int ShapeArithmeticElements = 256;

    private readonly TfliteValues _values = new(model, subgraph, variables.Of(subgraph));
    private readonly TfliteGraphBuilder _builder = new(new Graph());
    private readonly FoldingBudget _budget = new(model.SizeBytes);
    private readonly HashSet<int> _known = [.. subgraph.Inputs];

    public Graph Graph => _builder.Graph;

    public List<UnsupportedNode> Unsupported { get; } = [];

    /// <summary>Computes every node whose operands are constants, as an initialization that runs once needs it.</summary>
    public bool FoldsEverything { get; init; }

    public void Run()
    {
        foreach (var input in subgraph.Inputs)
        {
            Collect(-1, "INPUT", NameOf(input), () => Graph.Inputs.Add(InputOf(input)));
        }

        foreach (var op in subgraph.Operators)
        {
            CheckOrder(op);
            Collect(op.Index, TfliteOperatorNames.Of(op), NodeName(op), () => Import(op));
        }

        foreach (var output in subgraph.Outputs)
        {
            if (!_known.Contains(output) && !subgraph.Tensors[output].IsConstant)
            {
                throw new ImportException($"The model's output '{NameOf(output)}' is written by no operator. Convert the model again.");
            }

            Collect(-1, "OUTPUT", NameOf(output), () => Graph.Outputs.Add(_values.Of(output)));
        }
    }

    private Value InputOf(int input)
    {
        var tensor = subgraph.Tensors[input];
        if (IsDynamic(input))
        {
            throw new UnsupportedException(
                $"has a shape known only at run time, [{string.Join(", ", tensor.ShapeSignature)}]",
                "fix every dimension but the batch when converting");
        }

        return tensor.IsConstant || tensor.IsVariable || Graph.Inputs.Contains(_values.Of(input))
            ? throw new ImportException($"The model's input '{NameOf(input)}' is a constant, a variable, or named twice. Convert the model again.")
            : _values.Of(input);
    }

    private void Import(TfliteOperator op)
    {
        if (TfliteVariables.IsVarHandle(op))
        {
            return;
        }

        if (TfliteVariables.IsCallOnce(op))
        {
            variables.Initialize(op);
            return;
        }

        var importer = ImporterOf(op);
        var inputs = op.Inputs.Select(_values.Operand).ToArray();
        var outputs = op.Outputs.Select(_values.Of).ToArray();
        if (op.BuiltinCode == DequantizeCode && op is { Inputs: [>= 0 and var source], Outputs.Length: 1 } && subgraph.Tensors[source].IsConstant)
        {
            outputs[0].Constant = outputs[0].Type == ElementType.Float32 && outputs[0].Shape == _values.FloatsOf(source).Shape
                ? _values.FloatsOf(source).Constant
                : throw new UnsupportedException($"expands {inputs[0]} to {outputs[0]}", "convert the model again; the file contradicts itself");
            return;
        }

        if (op.BuiltinCode is not (DequantizeCode or CastCode) && outputs is [{ Type: ElementType.Float32 }, ..])
        {
            ExpandWeights(op, inputs);
        }

        var first = Graph.Nodes.Count;
        importer.Import(new TfliteNode(op, NodeName(op), inputs, outputs), _builder);
        if (ImportedNode.Fault(Graph.Nodes.Skip(first)) is { } fault)
        {
            throw op.Outputs.Any(IsDynamic)
                ? new UnsupportedException($"has a shape known only at run time ({fault.Message})", "fix the shape of every input, the batch too, when converting")
                : fault;
        }

        Fold(first);
    }

    /// <summary>The stored shape is a placeholder: some dimension but the batch was unknown when the file was made.</summary>
    private bool IsDynamic(int tensor) => subgraph.Tensors[tensor].ShapeSignature.Skip(1).Contains(-1);

    private static ITfliteImporter ImporterOf(TfliteOperator op)
    {
        if (TfliteImporters.For(op) is { } importer)
        {
            return importer;
        }

        throw op.BuiltinCode == TfliteImporters.CustomCode
            ? new UnsupportedException("is a custom operator", "leave this part to the program around the model, or convert with builtin operators only")
            : new UnsupportedException("is not in the operator list", "replace it in the source model by operators of the list in README.md");
    }

    /// <summary>Hybrid models store weights of float operators in 8 bits: they compute in float32, so weights become float32 here.</summary>
    private void ExpandWeights(TfliteOperator op, Value?[] inputs)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is { IsConstant: true, Type: ElementType.Int8 or ElementType.UInt8 })
            {
                inputs[i] = _values.FloatsOf(op.Inputs[i]);
            }
        }
    }

    private void Fold(int first)
    {
        for (var i = Graph.Nodes.Count - 1; i >= first; i--)
        {
            var node = Graph.Nodes[i];
            if (node.Inputs.All(v => v is null or { IsConstant: true })
                && node.Outputs.All(v => !v.IsVariable && (FoldsEverything || IsShapeArithmetic(v)))
                && _budget.TryTake(node))
            {
                NodeEvaluator.Evaluate(node);
                Graph.Nodes.RemoveAt(i);
            }
        }
    }

    private static bool IsShapeArithmetic(Value value) =>
        value.Type is ElementType.Int32 or ElementType.Int64 && value.Shape.ElementCount <= ShapeArithmeticElements;

    /// <summary>Every operand is known before it is used, and nothing is written twice.</summary>
    private void CheckOrder(TfliteOperator op)
    {
        foreach (var input in op.Inputs)
        {
            if (input >= 0 && !_known.Contains(input) && subgraph.Tensors[input] is { IsConstant: false, IsVariable: false } tensor && !tensor.Shape.Contains(0))
            {
                throw new ImportException($"Operator {op.Index} reads '{NameOf(input)}' before any operator writes it. The file is damaged; convert it again.");
            }
        }

        foreach (var output in op.Outputs)
        {
            if (subgraph.Tensors[output].IsConstant || !_known.Add(output))
            {
                throw new ImportException($"Operator {op.Index} writes '{NameOf(output)}', which has its value already. The file is damaged; convert it again.");
            }
        }
    }

    /// <summary>The first output's name; an assignment has none, and is named for its variable.</summary>
    private string NodeName(TfliteOperator op) => op switch
    {
        { Outputs: [var output, ..] } => NameOf(output),
        { Inputs: [>= 0 and var input, ..] } => NameOf(input),
        _ => $"operator {op.Index}",
    };

    private string NameOf(int tensor) => subgraph.Tensors[tensor].Name is { Length: > 0 } name ? name : $"tensor{tensor}";

    private void Collect(int index, string kind, string name, Action import)
    {
        try
        {
            import();
        }
        catch (UnsupportedException e)
        {
            Unsupported.Add(new UnsupportedNode(index, kind, name, e.Message, e.Remedy));
        }
        catch (Exception e) when (e is OverflowException or ArgumentException or IndexOutOfRangeException or DivideByZeroException or InvalidOperationException)
        {
            // An importer's arithmetic on numbers that no converter writes; the file's structure is sound.
            Unsupported.Add(new UnsupportedNode(index, kind, name, $"has parameters out of range ({e.Message})", "convert the model again"));
        }
    }
}
