using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>READ_VARIABLE (143): no options. Its handle already stands for the variable itself.</summary>
public sealed class ReadVariableImporter : ITfliteImporter
{
    public int BuiltinCode => 143;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(ReadVariable), [source.Require(0, "variable")], source.Outputs);
}
