using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>BATCH_MATMUL (126), BatchMatMulOptions: adj_x 0, adj_y 1.</summary>
public sealed class BatchMatMulImporter : ITfliteImporter
{
    public int BuiltinCode => 126;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var record = new BatchMatMul
        {
            LeftTransposed = source.Options.Bool(0) ? 1 : 0,
            RightTransposed = source.Options.Bool(1) ? 1 : 0,
        };
        graph.Add(source, record, [source.Require(0, "left operand"), source.Require(1, "right operand")], source.Outputs);
    }
}
