using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Padding as a step of its own, where the operator behind it cannot express it.</summary>
internal static class OnnxPadding
{
    /// <summary>Zeros around the planes of (n, h, w, c).</summary>
    public static Value Zeros(OnnxNode node, OnnxGraphBuilder graph, Value pixels, OnnxWindow window)
    {
        var shape = pixels.Shape;
        for (var axis = 0; axis < 2; axis++)
        {
            shape[axis + 1] += window.Before[axis] + window.After[axis];
        }

        var record = new Pad { Before = PerAxis.Of(0, window.Before[0], window.Before[1]), After = PerAxis.Of(0, window.After[0], window.After[1]) };
        return graph.Add(node, "pad", record, [pixels], pixels.Type, shape);
    }
}
