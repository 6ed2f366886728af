namespace EdgeTool.Compiler.Onnx;

/// <summary>How Resize reads one axis: where each output lies on the input, and what it takes from the elements around (ONNX operator specification, Resize).</summary>
internal sealed record OnnxInterpolation
{
    /// <summary>half_pixel, asymmetric, ...</summary>
    public required string Coordinates { get; init; }

    public required string Mode { get; init; }

    /// <summary>How positions become indices in mode nearest.</summary>
    public required string Rounding { get; init; }

    /// <summary>Coefficient a of cubic convolution (Keys 1981).</summary>
    public float CubicA { get; init; } = -0.75f;

    public bool ExcludesOutside { get; init; }

    public bool Antialias { get; init; }

    /// <summary>Position of output <paramref name="i"/> on an axis of <paramref name="from"/> elements.</summary>
    /// <param name="i">Index of the output.</param>
    /// <param name="from">Elements of the input.</param>
    /// <param name="to">Elements of the output.</param>
    /// <param name="scale">Stated or implied by the sizes.</param>
    /// <param name="region">Start and end of the region of interest, in parts of the axis.</param>
    public double Position(int i, int from, int to, double scale, (double Start, double End) region)
    {
        var exactTo = scale * from;
        return Coordinates switch
        {
            "asymmetric" => i / scale,
            "align_corners" => to == 1 ? 0 : i * (from - 1) / (exactTo - 1),
            "pytorch_half_pixel" when to == 1 => 0,
            "half_pixel_symmetric" => (from / 2.0 * (1 - (to / exactTo))) + ((i + 0.5) / scale) - 0.5,
            "tf_crop_and_resize" => to == 1
                ? (region.Start + region.End) / 2 * (from - 1)
                : (region.Start * (from - 1)) + (i * (region.End - region.Start) * (from - 1) / (exactTo - 1)),
            "half_pixel" or "pytorch_half_pixel" => ((i + 0.5) / scale) - 0.5,
            _ => throw new UnsupportedException($"transforms coordinates by {Coordinates}", "use half_pixel, align_corners or asymmetric"),
        };
    }

    /// <summary>The element that mode nearest takes.</summary>
    public int Nearest(double position, int from) => (int)Math.Clamp(Rounding switch
    {
        "round_prefer_floor" => Math.Ceiling(position - 0.5),
        "round_prefer_ceil" => Math.Floor(position + 0.5),
        "floor" => Math.Floor(position),
        "ceil" => Math.Ceiling(position),
        _ => throw new UnsupportedException($"rounds by {Rounding}", "use round_prefer_floor, round_prefer_ceil, floor or ceil"),
    }, 0, from - 1);

    /// <summary>Adds one row of the interpolation matrix: what each of the input's elements contributes.</summary>
    public void AddWeights(double position, double scale, Span<float> row)
    {
        var (support, stretch) = (Mode == "cubic" ? 2 : 1, Antialias ? Math.Min(1, scale) : 1);
        var (first, last) = ((int)Math.Floor(position - (support / stretch)), (int)Math.Ceiling(position + (support / stretch)));
        double sum = 0, inside = 0;
        for (var j = first; j <= last; j++)
        {
            var weight = Kernel((j - position) * stretch);
            sum += weight;
            inside += j >= 0 && j < row.Length ? weight : 0;
        }

        for (var j = first; j <= last; j++)
        {
            var isInside = j >= 0 && j < row.Length;
            if (isInside || !ExcludesOutside)
            {
                row[Math.Clamp(j, 0, row.Length - 1)] += (float)(Kernel((j - position) * stretch) / (ExcludesOutside ? inside : sum));
            }
        }
    }

    private double Kernel(double distance)
    {
        var d = Math.Abs(distance);
        double a = CubicA;
        return (Mode, d) switch
        {
            ("cubic", <= 1) => ((((a + 2) * d) - (a + 3)) * d * d) + 1,
            ("cubic", < 2) => ((((d - 5) * d) + 8) * d * a) - (4 * a),
            ("linear", < 1) => 1 - d,
            _ => 0,
        };
    }
}
