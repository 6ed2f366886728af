using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Surrounds its input: with one element, or (reflect, edge, wrap) with elements of its own, which are gathered axis by axis. Negative pads
/// cut off first.
/// </summary>
internal sealed class PadImporter : IOnnxImporter
{
    public string OpType => "Pad";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "data");
        var (before, after) = Pads(node, input.Shape.Rank);
        var mode = node.Text("mode", "constant");
        var value = mode == "constant" ? Cut(node, graph, input, before, after) : input;
        if (mode == "constant")
        {
            graph.Output(node, 0, Surround(node, graph, value, before, after));
            return;
        }

        for (var axis = 0; axis < input.Shape.Rank; axis++)
        {
            var size = input.Shape[axis];
            var indices = Enumerable.Range(-before[axis], Math.Max(0, before[axis] + size + after[axis])).Select(i => Own(mode, i, size)).ToArray();
            value = graph.Pick(node, value, axis, indices, $"{mode}{axis}");
        }

        graph.Output(node, 0, value);
    }

    private static (int[] Before, int[] After) Pads(OnnxNode node, int rank)
    {
        var pads = node.Opset < 11 ? node.Ints("pads") ?? [] : node.ConstantInts(1, "pads");
        var axes = node.Input(3) is null ? [.. Enumerable.Range(0, rank)] : node.ConstantInts(3, "axes");
        if (pads.Length != 2 * axes.Length)
        {
            throw new UnsupportedException($"has {pads.Length} pads for {axes.Length} axes", "give two for each axis");
        }

        var (before, after) = (new int[rank], new int[rank]);
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = OnnxNode.Axis(axes[i], rank);
            (before[axis], after[axis]) = (pads[i], pads[axes.Length + i]);
            if (Math.Abs((long)pads[i]) > Shape.MaxDimension || Math.Abs((long)pads[axes.Length + i]) > Shape.MaxDimension)
            {
                throw new UnsupportedException($"pads {pads[i]} and {pads[axes.Length + i]} elements", $"pad at most {Shape.MaxDimension}");
            }
        }

        return (before, after);
    }

    /// <summary>What negative pads leave; they are 0 afterwards.</summary>
    private static Value Cut(OnnxNode node, OnnxGraphBuilder graph, Value value, int[] before, int[] after)
    {
        for (var axis = 0; axis < before.Length; axis++)
        {
            var (begin, end) = (Math.Max(0, -before[axis]), value.Shape[axis] - Math.Max(0, -after[axis]));
            value = graph.Part(node, value, axis, begin, end - begin, $"cut{axis}");
            (before[axis], after[axis]) = (Math.Max(0, before[axis]), Math.Max(0, after[axis]));
        }

        return value;
    }

    private static Value Surround(OnnxNode node, OnnxGraphBuilder graph, Value value, int[] before, int[] after)
    {
        var shape = value.Shape;
        for (var axis = 0; axis < before.Length; axis++)
        {
            shape[axis] += before[axis] + after[axis];
        }

        if (shape == value.Shape)
        {
            return value;
        }

        var padding = node.Input(2) ?? OnnxConstant.Scalar(node, "value", node.Float("value"), value.Type);
        if (value.Shape.IsEmpty())
        {
            return graph.Expand(node, graph.Reshape(node, padding, new Shape(), "padding"), shape, "all padding");
        }

        var isZero = padding.IsConstant && !padding.Constant.AsSpan().ContainsAnyExcept((byte)0) && value.Scales.Length == 0;
        return isZero
            ? OnnxSlices.Add(graph, node, "pad", new Pad { Before = PerAxis.Of(before), After = PerAxis.Of(after) }, [value], shape)
            : OnnxSlices.Add(graph, node, "pad", new PadV2 { Before = PerAxis.Of(before), After = PerAxis.Of(after) }, [value, padding], shape);
    }

    /// <summary>Which of the axis' own elements stands at index <paramref name="i"/>, inside or outside it.</summary>
    private static int Own(string mode, int i, int size)
    {
        var period = Math.Max(1, 2 * (size - 1));
        return mode switch
        {
            "edge" => Math.Clamp(i, 0, size - 1),
            "wrap" => ((i % size) + size) % size,
            "reflect" => (((i % period) + period) % period) is var at && at < size ? at : period - at,
            _ => throw new UnsupportedException($"pads by '{mode}'", "use constant, reflect, edge or wrap"),
        };
    }
}
