using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Hand-made models.</summary>
internal static class SmallOnnx
{
    /// <summary>(1, 1, 4, 4), a 3x3 convolution to two channels with padding 1, Relu.</summary>
    public static OnnxBuilder Convolution() => new OnnxBuilder()
        .Input("x", 1, 1, 4, 4)
        .Output("y", 1, 2, 4, 4)
        .Floats("w", [2, 1, 3, 3], [.. Enumerable.Range(0, 18).Select(i => (i % 5) - 2f)])
        .Floats("b", [2], 0.5f, -0.5f)
        .Node("Conv", ["x", "w", "b"], ["c"], OnnxBuilder.IntsAttribute("pads", 1, 1, 1, 1))
        .Node("Relu", ["c"], ["y"]);

    /// <summary>Convolutions over one axis, Relu between, a batch normalization behind, flattened into a matrix product.</summary>
    public static OnnxBuilder Lines() => new OnnxBuilder()
        .Input("x", "batch", 2, 8)
        .Output("y", "batch", 3)
        .Floats("w0", [4, 2, 3], [.. Enumerable.Range(0, 24).Select(i => ((i * 7) % 11 / 11f) - 0.5f)])
        .Floats("w1", [4, 1, 3], [.. Enumerable.Range(0, 12).Select(i => ((i * 5) % 7 / 7f) - 0.5f)])
        .Floats("scale", [4], 1, 2, 0.5f, -1)
        .Floats("shift", [4], 0.25f, 0, -0.5f, 1)
        .Floats("mean", [4], 0.1f, -0.1f, 0.2f, 0)
        .Floats("var", [4], 1, 0.5f, 2, 4)
        .Floats("m", [32, 3], [.. Enumerable.Range(0, 96).Select(i => ((i * 13) % 17 / 17f) - 0.5f)])
        .Node("Conv", ["x", "w0"], ["c0"], OnnxBuilder.IntsAttribute("pads", 1, 1))
        .Node("Relu", ["c0"], ["r"])
        .Node("Conv", ["r", "w1"], ["c1"], OnnxBuilder.IntsAttribute("pads", 1, 1), OnnxBuilder.IntAttribute("group", 4))
        .Node("BatchNormalization", ["c1", "scale", "shift", "mean", "var"], ["n"])
        .Node("Flatten", ["n"], ["f"])
        .Node("MatMul", ["f", "m"], ["y"]);

    /// <summary>A product of (rows, 4) matrices whose shape is computed: Shape, Gather, Concat, Reshape.</summary>
    public static OnnxBuilder ShapeArithmetic() => new OnnxBuilder()
        .Input("x", 1, "rows", 4)
        .Output("y", 4, "rows")
        .Longs("one", [1], 1)
        .Longs("four", [1], 4)
        .Node("Shape", ["x"], ["s"])
        .Node("Gather", ["s", "one"], ["rows"])
        .Node("Concat", ["four", "rows"], ["shape"], OnnxBuilder.IntAttribute("axis", 0))
        .Node("Reshape", ["x", "shape"], ["y"]);
}
