using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>STRIDED_SLICE (45): tensor, begin, end, strides; begin, end, ellipsis, new-axis and shrink-axis masks, offset.</summary>
public sealed class StridedSliceImporter : ITfliteImporter
{
    public int BuiltinCode => 45;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        var begin = source.RequireInt32Constant(1, "begin");
        var end = source.PerAxisOperand(2, "end", begin.Length);
        var strides = source.PerAxisOperand(3, "strides", begin.Length);
        var options = source.Options;
        var masks = new SliceMasks(options.Int32(0), options.Int32(1), options.Int32(2), options.Int32(3), options.Int32(4), options.Bool(5));
        graph.Add(source, SliceResolution.Resolve(input.Shape, begin, end, strides, masks), [input], source.Outputs);
    }
}
