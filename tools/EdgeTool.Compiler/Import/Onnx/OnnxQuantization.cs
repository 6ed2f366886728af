using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>From reals to integers and back, by scales and zero points that may be constants, computed, per axis or per block.</summary>
internal static class OnnxQuantization
{
    /// <summary>round(x / scale) + zeroPoint, halves to even, saturating. Constants for the whole tensor stay its quantization.</summary>
    /// <param name="zeroPoint">Null for 0.</param>
    /// <param name="type">Element type of the result.</param>
    /// <param name="axis">Axis of the scales when there are several.</param>
    /// <param name="isHalfByte">The result has only 4 bits of the type.</param>
    public static Value Quantize(
        this OnnxGraphBuilder graph, OnnxNode node, Value x, Value scale, Value? zeroPoint, ElementType type, int axis, string part = "quantized", bool isHalfByte = false)
    {
        if (!isHalfByte && TryConstants(scale, zeroPoint, out var known) && known.Scale > 0 && float.IsFinite(known.Scale)
            && x.Type == ElementType.Float32 && type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16)
        {
            var output = new Value { Name = $"{node.Name}/{part}", Type = type, Shape = x.Shape, Scales = [known.Scale], ZeroPoint = known.ZeroPoint };
            graph.Add(node, default(QuantizeLinear), [x], [output]);
            return output;
        }

        var real = graph.Cast(node, x, ElementType.Float32, part + "/real");
        var scaled = graph.Binary(node, BinaryFunction.Div, real, graph.Along(node, scale, x.Shape, axis, part + "/scale"), part + "/scaled");
        var rounded = graph.Unary(node, UnaryFunction.Round, scaled, part: part + "/rounded");
        var shifted = zeroPoint is null ? rounded : AddImporter.Apply(
            node, graph, rounded, graph.Along(node, graph.Cast(node, zeroPoint, ElementType.Float32, part + "/zero/real"), x.Shape, axis, part + "/zero"), part + "/shifted");

        // 16-bit unsigned integers are held in 32 bits and 4-bit ones in 8, which saturate elsewhere.
        (int Min, int Max)? limits = (isHalfByte, type) switch
        {
            (true, ElementType.Int8) => (-8, 7),
            (true, _) => (0, 15),
            (_, ElementType.Int32) => (0, ushort.MaxValue),
            _ => null,
        };
        var limited = limits is var (min, max) ? graph.Unary(node, UnaryFunction.Clip, shifted, min, max, part + "/limited") : shifted;
        return graph.Cast(node, limited, type, part);
    }

    /// <summary>x / scale as an 8-bit float, whose zero point is 0.</summary>
    public static Value QuantizeToSmallFloat(this OnnxGraphBuilder graph, OnnxNode node, Value x, Value scale, int axis, OnnxType type)
    {
        var real = graph.Cast(node, x, ElementType.Float32, "real");
        return graph.ToSmallFloat(node, graph.Binary(node, BinaryFunction.Div, real, graph.Along(node, scale, x.Shape, axis, "scale"), "scaled"), type);
    }

    /// <summary>scale * (x - zeroPoint).</summary>
    /// <param name="zeroPoint">Null for 0.</param>
    /// <param name="axis">Axis of the scales when there are several.</param>
    public static Value Dequantize(this OnnxGraphBuilder graph, OnnxNode node, Value x, Value scale, Value? zeroPoint, int axis, string part = "real")
    {
        if (TryConstants(scale, zeroPoint, out var known) && IsQuantized(graph, x, known))
        {
            return graph.Add(node, part, default(Dequantize), [x], ElementType.Float32, x.Shape);
        }

        // The difference of integers is exact in 32 bits; int32 elements and 8-bit floats have zero point 0.
        var centred = zeroPoint is null || IsZero(zeroPoint) || x.Type == ElementType.Float32 ? x : graph.Add(
            node,
            part + "/centred",
            default(Sub),
            [graph.Cast(node, x, ElementType.Int32, part + "/wide"), graph.Along(node, graph.Cast(node, zeroPoint, ElementType.Int32, part + "/zero/wide"), x.Shape, axis, part + "/zero")],
            ElementType.Int32,
            x.Shape);
        var unscaled = graph.Cast(node, centred, ElementType.Float32, part + "/unscaled");
        var real = MulImporter.Apply(node, graph, unscaled, graph.Along(node, scale, x.Shape, axis, part + "/scale"), part);
        if (real.IsConstant && scale is { IsConstant: true, Type: ElementType.Float32, Shape.Rank: <= 1 })
        {
            real.Steps = new IntegerSteps(scale.ConstantAs<float>().ToArray(), scale.Shape.ElementCount == 1 ? -1 : OnnxNode.Axis(axis, x.Shape.Rank));
        }

        return real;
    }

    /// <summary>Whether these numbers are the tensor's quantization. An integer input of the model, moved or not, takes that of its first reader.</summary>
    private static bool IsQuantized(OnnxGraphBuilder graph, Value x, (float Scale, int ZeroPoint) numbers)
    {
        if (x.Scales.Length == 0 && numbers.Scale > 0 && float.IsFinite(numbers.Scale))
        {
            foreach (var value in FromInput(graph.Graph, x))
            {
                (value.Scales, value.ZeroPoint) = ([numbers.Scale], numbers.ZeroPoint);
            }
        }

        return x.Scales is [var own] && x.ChannelAxis < 0 && own.Equals(numbers.Scale) && x.ZeroPoint == numbers.ZeroPoint;
    }

    /// <summary>The value and what it was moved from, back to an input of the model; empty where it comes from elsewhere or others read it too.</summary>
    private static List<Value> FromInput(Graph graph, Value value)
    {
        var (moved, readers) = (new List<Value>(), 0);
        while (graph.Nodes.Count(n => n.Inputs.Contains(value)) == readers && value.Scales.Length == 0)
        {
            (readers, var current) = (1, value);
            moved.Add(current);
            if (graph.Inputs.Contains(current))
            {
                return moved;
            }

            var producer = graph.Nodes.FindLast(n => n.Outputs.Contains(current));
            if (producer is not { OpCode: OpCode.Transpose or OpCode.Reshape or OpCode.Squeeze or OpCode.ExpandDims, Inputs: [{ } source] })
            {
                break;
            }

            value = source;
        }

        return [];
    }

    /// <summary>A scale or zero point laid along one axis of a tensor; a single one as a scalar.</summary>
    private static Value Along(this OnnxGraphBuilder graph, OnnxNode node, Value parameter, Shape shape, int axis, string part)
    {
        var count = parameter.Shape.ElementCount;
        if (count == 1)
        {
            return graph.Reshape(node, parameter, new Shape(), part);
        }

        if (parameter.Shape.Rank > 1)
        {
            return parameter;
        }

        var resolved = OnnxNode.Axis(axis, shape.Rank);
        return graph.Reshape(node, parameter, new Shape([count, .. Enumerable.Repeat(1, shape.Rank - resolved - 1)]), part);
    }

    private static bool TryConstants(Value scale, Value? zeroPoint, out (float Scale, int ZeroPoint) constants)
    {
        constants = default;
        if (scale is not { IsConstant: true, Type: ElementType.Float32, Shape.ElementCount: 1 } || zeroPoint is not (null or { IsConstant: true, Shape.ElementCount: 1 }))
        {
            return false;
        }

        constants = (scale.ConstantAs<float>()[0], zeroPoint?.Type switch
        {
            null => 0,
            ElementType.Int8 => zeroPoint.ConstantAs<sbyte>()[0],
            ElementType.UInt8 => zeroPoint.ConstantAs<byte>()[0],
            ElementType.Int16 => zeroPoint.ConstantAs<short>()[0],
            _ => zeroPoint.ConstantAs<int>()[0],
        });
        return true;
    }

    private static bool IsZero(Value zeroPoint) => zeroPoint.Constant?.All(b => b == 0) ?? false;
}
