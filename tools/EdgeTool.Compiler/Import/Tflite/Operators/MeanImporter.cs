using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>MEAN (40), ReducerOptions: keep_dims 0. Input 1: the axes, constant.</summary>
public sealed class MeanImporter : ITfliteImporter
{
    public int BuiltinCode => 40;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        var record = new Mean { KeepDims = source.Options.Bool(0) ? 1 : 0 };
        foreach (var axis in source.RequireInt32Constant(1, "axes"))
        {
            record.AxisMask |= 1 << AxisReading.Axis(axis, input.Shape.Rank);
        }

        graph.Add(source, record, [input], source.Outputs);
    }
}
