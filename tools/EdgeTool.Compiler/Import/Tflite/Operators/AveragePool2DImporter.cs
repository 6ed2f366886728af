using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>AVERAGE_POOL_2D (1), Pool2DOptions.</summary>
public sealed class AveragePool2DImporter : ITfliteImporter
{
    public int BuiltinCode => 1;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, new AveragePool2D { Window = PoolReading.Window(source) }, [source.Require(0, "input")], source.Outputs);
}
