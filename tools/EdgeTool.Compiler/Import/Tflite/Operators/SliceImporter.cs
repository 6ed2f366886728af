using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SLICE (65): tensor, begin, size. The output tensor has the size already.</summary>
public sealed class SliceImporter : ITfliteImporter
{
    public int BuiltinCode => 65;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        var begin = source.PerAxisOperand(1, "begin", input.Shape.Rank);
        graph.Add(source, new Slice { Begin = PerAxis.Of(begin) }, [input], source.Outputs);
    }
}
