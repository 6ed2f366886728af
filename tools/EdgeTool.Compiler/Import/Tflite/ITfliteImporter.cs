using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Turns one TFLite operator into nodes. One class per operator, listed in <see cref="TfliteImporters"/>.</summary>
public interface ITfliteImporter
{
    /// <summary>BuiltinOperator number of the published schema.</summary>
    int BuiltinCode { get; }

    /// <summary>Name of a custom operator, whose number is <see cref="TfliteImporters.CustomCode"/>.</summary>
    string CustomCode => "";

    /// <summary>Adds the nodes for one operator.</summary>
    /// <exception cref="UnsupportedException">This use of the operator is not supported: the message says why and what to do.</exception>
    void Import(TfliteNode source, TfliteGraphBuilder graph);
}

/// <summary>One operator as its importer sees it.</summary>
/// <param name="Operator">The operator of the file.</param>
/// <param name="Name">Name for the node: the first output's.</param>
/// <param name="Inputs">Values; null for an optional operand left out.</param>
/// <param name="Outputs">Values to write.</param>
public sealed record TfliteNode(TfliteOperator Operator, string Name, IReadOnlyList<Value?> Inputs, IReadOnlyList<Value> Outputs)
{
    public ITfliteOptions Options => Operator.Options;

    public Value? Input(int index) => index < Inputs.Count ? Inputs[index] : null;

    /// <summary>A required operand.</summary>
    public Value Require(int index, string role) => Input(index)
        ?? throw new UnsupportedException($"has no {role} (input {index})", "convert the model again; the file is incomplete");

    /// <summary>An operand that must be known when packing because shapes depend on it: int32 or int64 elements.</summary>
    public int[] RequireInt32Constant(int index, string role)
    {
        var value = Require(index, role);
        return value switch
        {
            { IsConstant: true, Type: ElementType.Int32 } => value.ConstantAs<int>().ToArray(),
            { IsConstant: true, Type: ElementType.Int64 } => [.. value.ConstantAs<long>().ToArray().Select(v => checked((int)v))],
            _ => throw new UnsupportedException(
                $"computes its {role} ('{value.Name}') at run time", "make it a constant when converting, so that shapes are known"),
        };
    }
}
