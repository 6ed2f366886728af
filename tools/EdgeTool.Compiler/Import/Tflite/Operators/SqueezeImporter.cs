using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SQUEEZE (43): the output tensor tells which dimensions are gone.</summary>
public sealed class SqueezeImporter : ITfliteImporter
{
    public int BuiltinCode => 43;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(Squeeze), [source.Require(0, "input")], source.Outputs);
}
