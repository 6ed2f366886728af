using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>UNPACK (88): number, axis.</summary>
public sealed class UnpackImporter : ITfliteImporter
{
    public int BuiltinCode => 88;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        graph.Add(source, new Unpack { Axis = AxisReading.Axis(source.Options.Int32(1), input.Shape.Rank) }, [input], source.Outputs);
    }
}
