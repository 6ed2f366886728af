using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>PACK (83): values count, axis.</summary>
public sealed class PackImporter : ITfliteImporter
{
    public int BuiltinCode => 83;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(
            source,
            new Pack { Axis = AxisReading.Axis(source.Options.Int32(1), source.Require(0, "input").Shape.Rank + 1) },
            source.Inputs,
            source.Outputs);
}
