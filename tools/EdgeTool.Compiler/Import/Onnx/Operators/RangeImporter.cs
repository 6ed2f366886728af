using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Numbers from start to limit, by delta; all three constant.</summary>
internal sealed class RangeImporter : IOnnxImporter
{
    public string OpType => "Range";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var type = node.Require(0, "start").Type;
        if (type == ElementType.Float32)
        {
            var (start, limit, delta) = (node.ConstantFloats(0, "start")[0], node.ConstantFloats(1, "limit")[0], node.ConstantFloats(2, "delta")[0]);
            var numbers = new float[Count(graph, Math.Ceiling(((double)limit - start) / delta))];
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = start + (i * delta);
            }

            graph.Output(node, 0, OnnxGraphBuilder.Constant<float>(node, "range", new Shape(numbers.Length), numbers));
            return;
        }

        var (first, end, step) = (node.ConstantLongs(0, "start")[0], node.ConstantLongs(1, "limit")[0], node.ConstantLongs(2, "delta")[0]);
        var whole = new long[Count(graph, Math.Ceiling(((double)end - first) / step))];
        for (var i = 0; i < whole.Length; i++)
        {
            whole[i] = first + (i * step);
        }

        graph.Output(node, 0, graph.Cast(node, OnnxGraphBuilder.Constant<long>(node, "range", new Shape(whole.Length), whole), type));
    }

    private static int Count(OnnxGraphBuilder graph, double count)
    {
        if (!(count <= Shape.MaxDimension))
        {
            throw new UnsupportedException($"gives {count} numbers", "use fewer");
        }

        var whole = (int)Math.Max(count, 0);
        graph.Charge(whole, ElementType.Int64);
        return whole;
    }
}
