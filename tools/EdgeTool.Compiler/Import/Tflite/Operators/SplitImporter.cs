using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SPLIT (49): axis, tensor. As many equal parts as there are outputs.</summary>
public sealed class SplitImporter : ITfliteImporter
{
    public int BuiltinCode => 49;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(1, "input");
        graph.Add(source, new Split { Axis = source.AxisOperand(0, input.Shape.Rank) }, [input], source.Outputs);
    }
}
