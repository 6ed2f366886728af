using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>GATHER (36): tensor, indices; axis, batch dimensions.</summary>
public sealed class GatherImporter : ITfliteImporter
{
    public int BuiltinCode => 36;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var (input, indices) = (source.Require(0, "input"), source.Require(1, "indices"));
        var batchDims = source.Options.Int32(1);
        var record = new Gather
        {
            Axis = AxisReading.Axis(source.Options.Int32(0), input.Shape.Rank),
            BatchDims = batchDims < 0 ? batchDims + indices.Shape.Rank : batchDims,
        };
        graph.Add(source, record, [input, indices], source.Outputs);
    }
}
