using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>A window of cosines, a - b cos(2 pi i / n) + c cos(4 pi i / n), of a length known at import.</summary>
/// <param name="opType">op_type of the node.</param>
/// <param name="a">Mean.</param>
/// <param name="b">Share of one period.</param>
/// <param name="c">Share of two.</param>
internal sealed class WindowImporter(string opType, double a, double b, double c) : IOnnxImporter
{
    public string OpType => opType;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var size = node.ConstantInts(0, "size") is [> 0 and var given] ? given
            : throw new UnsupportedException("has no single size above 0", "give one number");
        graph.Charge(size, ElementType.Float32);
        var period = node.Flag("periodic", true) ? size : Math.Max(1, size - 1);
        var angles = Enumerable.Range(0, size).Select(i => 2 * Math.PI * i / period);
        var window = OnnxGraphBuilder.Constant<float>(
            node, "window", new Shape(size), [.. angles.Select(w => (float)(a - (b * Math.Cos(w)) + (c * Math.Cos(2 * w))))]);
        graph.Output(node, 0, graph.Cast(node, window, ((OnnxType)node.Int32("output_datatype", (int)OnnxType.Float)).Require(node.Name), "typed"));
    }
}
