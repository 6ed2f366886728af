using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>ASSIGN_VARIABLE (144): no options; handle, then the new content. It writes nothing but the variable.</summary>
public sealed class AssignVariableImporter : ITfliteImporter
{
    public int BuiltinCode => 144;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(AssignVariable), [source.Require(1, "new content")], [source.Require(0, "variable")]);
}
