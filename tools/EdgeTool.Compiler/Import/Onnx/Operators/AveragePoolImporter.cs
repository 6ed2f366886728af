using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Mean of each window; padding counts as zeros where count_include_pad says so, but not what lies behind it.</summary>
internal sealed class AveragePoolImporter : IOnnxImporter
{
    /// <summary>
    /// Until this operator set the backend suite counts windows in three dimensions whole, also where rounding up lets them reach behind the padding.
    /// </summary>
    private const int WholeWindowsUntil = 22;

    public string OpType => "AveragePool";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "X");
        var window = OnnxWindow.Of(node, input.Shape.Span[2..], node.Ints("kernel_shape") ?? []);
        var isPlane = window.Axes is 1 or 2 && window.Dilations.All(d => d == 1);
        graph.Output(node, 0, isPlane && (node.Flag("count_include_pad") || !window.PadsWholeWindows)
            ? Plane(node, graph, input, window.AsPlane())
            : Taps(node, graph, input, window));
    }

    private static Value Plane(OnnxNode node, OnnxGraphBuilder graph, Value input, OnnxWindow window)
    {
        var pixels = graph.ToNhwc(node, input);
        if (node.Flag("count_include_pad") && window.Before.Concat(window.After).Any(p => p > 0))
        {
            pixels = OnnxPadding.Zeros(node, graph, pixels, window);
            window = window.WithoutPadding();
        }

        var shape = new Shape(input.Shape[0], window.Positions[0], window.Positions[1], input.Shape[1]);
        var pooled = graph.Add(node, "pool", new AveragePool2D { Window = OnnxTapPool.Record(window) }, [pixels], input.Type, shape);
        return graph.FromNhwc(node, pooled, input.Shape.Rank);
    }

    private static Value Taps(OnnxNode node, OnnxGraphBuilder graph, Value input, OnnxWindow window)
    {
        var sum = OnnxTapPool.Sum(node, graph, input, window);
        var positions = window.Positions.Aggregate(1, (a, b) => checked(a * b));
        graph.Charge(positions, ElementType.Float32);
        var shares = new float[positions];
        for (var i = 0; i < shares.Length; i++)
        {
            var (rest, count) = (i, 1);
            for (var axis = window.Axes - 1; axis >= 0; axis--)
            {
                var position = rest % window.Positions[axis];
                count *= !node.Flag("count_include_pad") ? window.Covered(axis, position, input.Shape[axis + 2])
                    : node.Opset < WholeWindowsUntil ? window.Kernel[axis]
                    : window.CoveredPadded(axis, position, input.Shape[axis + 2]);
                rest /= window.Positions[axis];
            }

            shares[i] = count == 0 ? 0 : 1f / count;
        }

        var constant = OnnxGraphBuilder.Constant<float>(node, "shares", new Shape(window.Positions), shares);
        return graph.Add(node, "mean", default(Mul), [sum, constant], input.Type, sum.Shape);
    }
}
