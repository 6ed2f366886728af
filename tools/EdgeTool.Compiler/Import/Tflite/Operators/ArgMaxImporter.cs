using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>ARG_MAX (56): the output's own type is what ArgMaxOptions repeats. Input 1: the axis, constant.</summary>
public sealed class ArgMaxImporter : ITfliteImporter
{
    public int BuiltinCode => 56;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        graph.Add(source, new ArgMax { Axis = source.AxisOperand(1, input.Shape.Rank) }, [input], source.Outputs);
    }
}
