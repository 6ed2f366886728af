using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>EXPAND_DIMS (70): tensor, axis.</summary>
public sealed class ExpandDimsImporter : ITfliteImporter
{
    public int BuiltinCode => 70;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        graph.Add(source, new ExpandDims { Axis = source.AxisOperand(1, input.Shape.Rank + 1) }, [input], source.Outputs);
    }
}
