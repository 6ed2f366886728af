using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// Resource variables. A handle tensor (VAR_HANDLE) names a variable; reads and assignments through it give the type and shape.
/// CALL_ONCE names the subgraph that assigns first values, which is computed here, at import.
/// </summary>
internal sealed class TfliteVariables(TfliteModel model)
{
    private const int CallOnceCode = 129, VarHandleCode = 142, ReadVariableCode = 143, AssignVariableCode = 144;

    private readonly Dictionary<string, Value> _byName = [];
    private readonly HashSet<int> _initialized = [];
    private bool _initializing;

    /// <summary>Variables of a subgraph by the tensor that holds their handle.</summary>
    public Dictionary<int, Value> Of(TfliteSubgraph subgraph)
    {
        var names = new Dictionary<int, string>();
        var found = new Dictionary<int, Value>();
        foreach (var op in subgraph.Operators)
        {
            if (op is { BuiltinCode: VarHandleCode, Outputs.Length: 1 })
            {
                // container (0) and shared_name (1): two handles of the same names are one variable.
                names[op.Outputs[0]] = $"{op.Options.Text(0)}/{op.Options.Text(1)}".TrimStart('/');
            }
            else if (ContentOf(op) is { } content && op.Inputs[0] >= 0 && names.TryGetValue(op.Inputs[0], out var name)
                && Variable(name, subgraph.Tensors[content]) is { } variable)
            {
                found[op.Inputs[0]] = variable;
            }
        }

        return found;
    }

    /// <summary>Computes the first values that CALL_ONCE assigns.</summary>
    /// <exception cref="UnsupportedException">They are not constants, or an operator on the way is not supported.</exception>
    public void Initialize(TfliteOperator callOnce)
    {
        var index = callOnce.Options.Int32(0);
        if (index <= 0 || index >= model.Subgraphs.Count)
        {
            throw new UnsupportedException($"calls subgraph {index} of {model.Subgraphs.Count}", "convert the model again; the file is incomplete");
        }

        if (_initializing)
        {
            throw new UnsupportedException("runs inside another initialization", "initialize every variable in one subgraph");
        }

        // A second call of the same subgraph does nothing, as its name says.
        if (_initialized.Add(index))
        {
            _initializing = true;
            Assign(model.Subgraphs[index]);
            _initializing = false;
        }
    }

    public static bool IsCallOnce(TfliteOperator op) => op.BuiltinCode == CallOnceCode;

    public static bool IsVarHandle(TfliteOperator op) => op.BuiltinCode == VarHandleCode;

    private void Assign(TfliteSubgraph subgraph)
    {
        var import = new SubgraphImport(model, subgraph, this) { FoldsEverything = true };
        import.Run();
        if (import.Unsupported.Count > 0)
        {
            var first = import.Unsupported[0];
            throw new UnsupportedException($"initializes with {first.Operator} '{first.Name}', which {first.Reason}", first.Remedy);
        }

        foreach (var node in import.Graph.Nodes)
        {
            if (node is not { OpCode: OpCode.AssignVariable, Inputs: [{ Constant: { } first }] })
            {
                throw new UnsupportedException($"initializes with {node}, which is no constant", "initialize variables with constants");
            }

            node.Outputs[0].InitialValue = first;
        }
    }

    /// <summary>Tensor that a read gives or an assignment takes; null for other operators.</summary>
    private static int? ContentOf(TfliteOperator op) => op switch
    {
        { BuiltinCode: ReadVariableCode, Inputs.Length: 1, Outputs.Length: 1 } => op.Outputs[0],
        { BuiltinCode: AssignVariableCode, Inputs: [_, >= 0] } => op.Inputs[1],
        _ => null,
    };

    /// <summary>The variable of a name; null when its content cannot be held, which the operator that uses it then reports.</summary>
    private Value? Variable(string name, TfliteTensor content)
    {
        if (_byName.TryGetValue(name, out var known))
        {
            return known;
        }

        try
        {
            var variable = TfliteValues.Shell(content);
            (variable.Name, variable.IsVariable) = (name, true);
            variable.InitialValue = TfliteQuantization.RestingBytes(variable);
            return _byName[name] = variable;
        }
        catch (UnsupportedException)
        {
            return null;
        }
    }
}
