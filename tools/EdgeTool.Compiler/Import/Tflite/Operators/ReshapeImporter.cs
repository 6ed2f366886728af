using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>RESHAPE (22): tensor, new shape. The output tensor has that shape already.</summary>
public sealed class ReshapeImporter : ITfliteImporter
{
    public int BuiltinCode => 22;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(Reshape), [source.Require(0, "input")], source.Outputs);
}
