using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>TRANSPOSE (39): tensor, permutation.</summary>
public sealed class TransposeImporter : ITfliteImporter
{
    public int BuiltinCode => 39;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        var rank = input.Shape.Rank;
        var permutation = source.PerAxisOperand(1, "permutation", rank);
        var axes = Array.ConvertAll(permutation, axis => AxisReading.Axis(axis, rank));
        graph.Add(source, new Transpose { Permutation = PerAxis.Of(axes) }, [input], source.Outputs);
    }
}
