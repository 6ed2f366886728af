using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>An operator with one input whose output has the input's shape.</summary>
/// <param name="builtinCode">BuiltinOperator number.</param>
public abstract class SameShapeImporter<T>(int builtinCode) : ITfliteImporter where T : unmanaged, IOperatorRecord<T>
{
    public int BuiltinCode { get; } = builtinCode;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        UnknownDimensions.OfSameShape(input, source.Outputs[0]);
        graph.Add(source, RecordOf(source), [input], source.Outputs);
    }

    /// <summary>The record; the default where the operator has no options.</summary>
    protected virtual T RecordOf(TfliteNode source) => default;
}
