using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>MAX_POOL_2D (17), Pool2DOptions.</summary>
public sealed class MaxPool2DImporter : ITfliteImporter
{
    public int BuiltinCode => 17;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, new MaxPool2D { Window = PoolReading.Window(source) }, [source.Require(0, "input")], source.Outputs);
}
