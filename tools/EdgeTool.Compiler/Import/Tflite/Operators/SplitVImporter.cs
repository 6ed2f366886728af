using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SPLIT_V (102): tensor, sizes, axis. The outputs have the sizes already.</summary>
public sealed class SplitVImporter : ITfliteImporter
{
    public int BuiltinCode => 102;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        graph.Add(source, new Split { Axis = source.AxisOperand(2, input.Shape.Rank) }, [input], source.Outputs);
    }
}
