using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Sets of axes as bit masks.</summary>
internal static class OnnxAxes
{
    /// <summary>Every axis from <paramref name="first"/> to the last.</summary>
    public static int From(int first, int rank) => (1 << rank) - (1 << first);

    public static int Of(IEnumerable<int> axes, int rank) => axes.Aggregate(0, (mask, axis) => mask | (1 << OnnxNode.Axis(axis, rank)));

    /// <summary>The shape with the axes of the mask reduced: 1 in their place, or without them.</summary>
    public static Shape Reduced(Shape shape, int axisMask, bool keepDims)
    {
        var kept = new List<int>();
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            var isReduced = (axisMask >> axis & 1) != 0;
            if (!isReduced || keepDims)
            {
                kept.Add(isReduced ? 1 : shape[axis]);
            }
        }

        return new Shape([.. kept]);
    }
}
