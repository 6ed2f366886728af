using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>LOG_SOFTMAX (50): no options.</summary>
public sealed class LogSoftmaxImporter : ITfliteImporter
{
    public int BuiltinCode => 50;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(LogSoftmax), [source.Require(0, "input")], source.Outputs);
}
