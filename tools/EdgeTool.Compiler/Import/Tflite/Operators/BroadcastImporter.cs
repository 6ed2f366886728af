using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>An operator with two inputs whose output has the shape that both broadcast to.</summary>
/// <param name="builtinCode">BuiltinOperator number.</param>
public abstract class BroadcastImporter<T>(int builtinCode) : ITfliteImporter where T : unmanaged, IOperatorRecord<T>
{
    public int BuiltinCode { get; } = builtinCode;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var (a, b) = (source.Require(0, "first input"), source.Require(1, "second input"));
        UnknownDimensions.OfBroadcast(a, b, source.Outputs[0]);
        graph.Add(source, RecordOf(source), [a, b], source.Outputs);
    }

    /// <summary>The record; the default where the operator has no options.</summary>
    protected virtual T RecordOf(TfliteNode source) => default;
}
