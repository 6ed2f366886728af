using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>LOGISTIC (14): no options.</summary>
public sealed class LogisticImporter : ITfliteImporter
{
    public int BuiltinCode => 14;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(Logistic), [source.Require(0, "input")], source.Outputs);
}
