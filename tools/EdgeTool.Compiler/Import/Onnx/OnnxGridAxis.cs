using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>One axis of a sampling: of each point the neighbouring pixels along it, and how much each counts.</summary>
internal sealed class OnnxGridAxis
{
    /// <summary>Of cubic convolution (R. Keys, "Cubic Convolution Interpolation for Digital Image Processing", 1981).</summary>
    private const double Cubic = -0.75;

    private readonly OnnxNode _node;
    private readonly OnnxGraphBuilder _graph;
    private readonly string _part;
    private readonly string _padding;
    private readonly int _extent;
    private readonly double _low;
    private readonly double _high;

    /// <param name="node">GridSample.</param>
    /// <param name="graph">Receives the steps.</param>
    /// <param name="coordinates">(n, points), from -1 to 1.</param>
    /// <param name="extent">Pixels along the axis.</param>
    /// <param name="part">Names its steps.</param>
    public OnnxGridAxis(OnnxNode node, OnnxGraphBuilder graph, Value coordinates, int extent, string part)
    {
        (_node, _graph, _part, _extent, _padding) = (node, graph, part, extent, node.Text("padding_mode", "zeros"));
        var alignsCorners = node.Flag("align_corners");
        (_low, _high) = alignsCorners ? (0, extent - 1.0) : (-0.5, extent - 0.5);
        Extent = Number(extent);
        var half = (_high - _low) / 2;
        var position = Add(Mul(coordinates, half, "scaled"), _low + half, "position");
        Neighbours = node.Text("mode", "linear") switch
        {
            "nearest" => [Pixel(Unary(UnaryFunction.Round, position, "round"), null, "nearest")],
            "linear" or "bilinear" => [.. Linear(position)],
            "cubic" or "bicubic" => [.. Around(position)],
            var mode => throw new UnsupportedException($"samples by '{mode}'", "use nearest, linear or cubic"),
        };
        if (_padding is not ("zeros" or "border" or "reflection"))
        {
            throw new UnsupportedException($"pads by '{_padding}'", "use zeros, border or reflection");
        }
    }

    /// <summary>Pixels along the axis, a float scalar.</summary>
    public Value Extent { get; }

    /// <summary>Index, whole and within the axis, and weight of each: (n, points) of float32.</summary>
    public IReadOnlyList<(Value Index, Value? Weight)> Neighbours { get; }

    private IEnumerable<(Value Index, Value? Weight)> Linear(Value position)
    {
        var floor = Unary(UnaryFunction.Floor, position, "floor");
        var beyond = SubImporter.Apply(_node, _graph, position, floor, Named("beyond"));
        yield return Pixel(floor, Add(Mul(beyond, -1, "-beyond"), 1, "rest"), "0");
        yield return Pixel(Add(floor, 1, "next"), beyond, "1");
    }

    private IEnumerable<(Value Index, Value? Weight)> Around(Value position)
    {
        var floor = Unary(UnaryFunction.Floor, position, "floor");
        var beyond = SubImporter.Apply(_node, _graph, position, floor, Named("beyond"));
        for (var tap = -1; tap <= 2; tap++)
        {
            // The distance of the pixel from the point, and Keys' polynomial of it: one within a pixel, another from there to the second.
            var distance = tap <= 0 ? Add(beyond, -tap, $"distance {tap}") : Add(Mul(beyond, -1, $"-beyond {tap}"), tap, $"distance {tap}");
            var weight = tap is 0 or 1
                ? Polynomial(distance, [Cubic + 2, -(Cubic + 3), 0, 1], $"weight {tap}")
                : Polynomial(distance, [Cubic, -5 * Cubic, 8 * Cubic, -4 * Cubic], $"weight {tap}");
            yield return Pixel(Add(floor, tap, $"at {tap}"), weight, $"{tap}");
        }
    }

    /// <summary>
    /// A pixel by its index, which may lie outside: of zeros it counts nothing, else the outermost or its mirror image stands for it. So
    /// points that lie outside need no care of their own.
    /// </summary>
    private (Value Index, Value? Weight) Pixel(Value index, Value? weight, string part)
    {
        var clipped = Clip(_padding == "reflection" ? Reflected(index, part) : index, part + "/clipped");
        if (_padding != "zeros")
        {
            return (clipped, weight);
        }

        var isInside = _graph.Binary(_node, BinaryFunction.Equal, index, clipped, Named(part + "/isInside"));
        var counts = _graph.Cast(_node, isInside, ElementType.Float32, Named(part + "/counts"));
        return (clipped, weight is null ? counts : MulImporter.Apply(_node, _graph, weight, counts, Named(part + "/counted")));
    }

    /// <summary>low + range - | (|x - low| mod 2 range) - range |: back and forth between the borders.</summary>
    private Value Reflected(Value position, string part)
    {
        var range = _high - _low;
        if (range == 0)
        {
            return position;
        }

        var way = Unary(UnaryFunction.Abs, Add(position, -_low, part + "/from"), part + "/way");
        var turn = _graph.Binary(_node, BinaryFunction.FMod, way, Number(2 * range), Named(part + "/turn"));
        var back = Unary(UnaryFunction.Abs, Add(turn, -range, part + "/back"), part + "/distance");
        return Add(Mul(back, -1, part + "/-distance"), _low + range, part + "/reflected");
    }

    /// <summary>Horner's scheme, highest power first.</summary>
    private Value Polynomial(Value x, double[] coefficients, string part)
    {
        var sum = Add(Mul(x, coefficients[0], part + "/3"), coefficients[1], part + "/2");
        sum = Add(MulImporter.Apply(_node, _graph, sum, x, Named(part + "/x")), coefficients[2], part + "/1");
        return Add(MulImporter.Apply(_node, _graph, sum, x, Named(part + "/xx")), coefficients[3], part);
    }

    private Value Clip(Value value, string part) => _graph.Unary(_node, UnaryFunction.Clip, value, 0, _extent - 1, Named(part));

    private Value Unary(UnaryFunction function, Value value, string part) => _graph.Unary(_node, function, value, part: Named(part));

    private Value Add(Value value, double number, string part) =>
        number == 0 ? value : AddImporter.Apply(_node, _graph, value, Number(number), Named(part));

    private Value Mul(Value value, double number, string part) => MulImporter.Apply(_node, _graph, value, Number(number), Named(part));

    private Value Number(double number) => OnnxConstant.Scalar(_node, Named("number"), number, ElementType.Float32);

    private string Named(string part) => $"{_part}/{part}";
}
