using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Operators on real values between dequantized inputs and a quantized output, as operators on int8, or on int16 with int8 weights.</summary>
/// <param name="forms">int8 forms of uint8 values.</param>
internal sealed class IntegerOperators(IntegerForms forms)
{
    /// <param name="node">Operator on float32 values.</param>
    /// <param name="inputs">The quantized value of each operand that was dequantized; null for others.</param>
    /// <param name="quantize">The QuantizeLinear of its output.</param>
    /// <returns>Steps that write the quantized output; null when the operator stays one on real values.</returns>
    public List<Node>? Lowered(Node node, Value?[] inputs, Node quantize) => node.OpCode switch
    {
        OpCode.Conv2D or OpCode.FullyConnected or OpCode.TransposeConv => Layer(node, inputs, quantize, 0),
        OpCode.DepthwiseConv2D => Layer(node, inputs, quantize, 3),
        OpCode.Add or OpCode.Sub or OpCode.Mul or OpCode.BatchMatMul
            => AllIntegers(node, [.. inputs.Zip(node.Inputs, (x, real) => x ?? Constant(real, quantize.Outputs[0].Type))], quantize),
        OpCode.Mean or OpCode.Softmax => AllIntegers(node, inputs, quantize),
        OpCode.AveragePool2D => Averaged(node, inputs, quantize),
        OpCode.MaxPool2D or OpCode.Concatenation or OpCode.Minimum or OpCode.Maximum or OpCode.Reshape or OpCode.Squeeze or OpCode.ExpandDims
            or OpCode.Transpose or OpCode.Pad or OpCode.Slice or OpCode.StridedSlice or OpCode.ResizeNearestNeighbor => Moved(node, inputs, quantize),
        OpCode.Relu or OpCode.Relu6 or OpCode.LeakyRelu or OpCode.HardSwish or OpCode.Logistic or OpCode.Tanh or OpCode.UnaryMath => Table(node, inputs, quantize),
        OpCode.Dequantize => Rescaled(node.Inputs[0]!, quantize),
        _ => null,
    };

    /// <summary>Integers of another scale, where one side has 16 bits; of 8 bits there is a table.</summary>
    private static List<Node>? Rescaled(Value stored, Node quantize)
    {
        var output = quantize.Outputs[0];
        return (stored.Type, output.Type) is (ElementType.Int16, ElementType.Int16 or ElementType.Int8) or (ElementType.Int8, ElementType.Int16)
            && stored is { ChannelAxis: < 0, Scales: [> 0], IsVariable: false } && (stored.Type != ElementType.Int16 || stored.ZeroPoint == 0)
            ? [Node.Of(quantize.Name, default(Quantize), [stored], [output], quantize.SourceIndex)] : null;
    }

    private static Value? Constant(Value? real, ElementType type) =>
        real is not { IsConstant: true, Type: ElementType.Float32 } ? null : type == ElementType.Int16 ? IntegerWeights.Of16Bits(real) : IntegerWeights.OfTensor(real);

    private List<Node>? Layer(Node node, Value?[] inputs, Node quantize, int channelAxis)
    {
        var bias = node.Inputs.ElementAtOrDefault(2);
        if (inputs[0] is not { } x || node.Inputs[1] is not { IsConstant: true, Type: ElementType.Float32 } weights || bias is { IsConstant: false }
            || IntegerWeights.Of(weights, bias, channelAxis, x, quantize.Outputs[0].Scales[0]) is not var (integers, steps))
        {
            return null;
        }

        return Integers(node, [x], bias is null ? [integers] : [integers, steps], quantize);
    }

    /// <summary>Elements are copied or compared, so they can be brought to the output's scale before as well as after.</summary>
    private List<Node>? Moved(Node node, Value?[] inputs, Node quantize)
    {
        var nodes = new List<Node>();
        Value?[] operands = [.. inputs.Select(x => x is null || ValueUses.SameElements(x, quantize.Outputs[0]) ? x : forms.Requantized(x, quantize.Outputs[0], nodes))];
        return AllIntegers(node, operands, quantize) is { } moved ? [.. nodes, .. moved] : null;
    }

    /// <summary>
    /// An integer mean keeps its input's scale. Where the output has another, the sum of each window, with weights that are all one step of
    /// 1 / elements, is rounded once; windows that padding cuts have no common weight and stay real.
    /// </summary>
    private List<Node>? Averaged(Node node, Value?[] inputs, Node quantize)
    {
        if (inputs is not [{ } x] || ValueUses.SameElements(x, quantize.Outputs[0]))
        {
            return AllIntegers(node, inputs, quantize);
        }

        var (window, input, output) = (node.Record<AveragePool2D>().Window, x.Shape, node.Outputs[0].Shape);
        if (window is not { PadTop: 0, PadLeft: 0 } || ((output[1] - 1) * window.StrideH) + window.FilterH > input[1] || ((output[2] - 1) * window.StrideW) + window.FilterW > input[2])
        {
            return null;
        }

        var taps = new Shape(1, window.FilterH, window.FilterW, input[3]);
        var weights = Value.Of<sbyte>($"{node.Name}/shares", taps, [.. Enumerable.Repeat((sbyte)1, taps.ElementCount)]);
        weights.Scales = [1f / (window.FilterH * window.FilterW)];
        var sum = new DepthwiseConv2D
        {
            StrideH = window.StrideH,
            StrideW = window.StrideW,
            DilationH = 1,
            DilationW = 1,
            DepthMultiplier = 1,
            Activation = window.Activation,
        };
        return Integers(Node.Of(node.Name, sum, node.Inputs, node.Outputs, node.SourceIndex), [x], [weights], quantize);
    }

    private List<Node>? AllIntegers(Node node, Value?[] inputs, Node quantize) =>
        inputs.All(x => x is not null) ? Integers(node, [.. inputs.OfType<Value>()], [], quantize) : null;

    private List<Node>? Integers(Node node, Value[] inputs, Value?[] constants, Node quantize)
    {
        var (nodes, after) = (new List<Node>(), new List<Node>());
        var made = inputs.Append(quantize.Outputs[0]).Where(v => !forms.Has(v)).ToList();
        Value?[] operands = [.. inputs.Select(x => forms.Read(x, nodes)), .. constants];
        var lowered = Node.Of(node.Name, node.Law, node.RecordBytes, operands, [forms.Write(quantize.Outputs[0], after)], node.SourceIndex);
        try
        {
            lowered.CheckLaw();
            return [.. nodes, lowered, .. after];
        }
        catch (ImportException)
        {
            // Real numbers have fewer limits, as on the elements of a sum.
            made.ForEach(forms.Forget);
            return null;
        }
    }

    /// <summary>A function of one byte is a table, and exactly what real numbers give; some have a kernel of 16 bits.</summary>
    private List<Node>? Table(Node node, Value?[] inputs, Node quantize)
    {
        if (inputs is not [{ } x] || node.Outputs[0].Shape != x.Shape)
        {
            return null;
        }

        if (x.Type == ElementType.Int16)
        {
            // Those of UnaryMath take integers that are plain numbers.
            return node.OpCode == OpCode.UnaryMath ? null : AllIntegers(node, inputs, quantize);
        }

        var (nodes, after) = (new List<Node>(), new List<Node>());
        var isInt8 = forms.Has(x);
        var (input, output) = isInt8 ? (forms.Read(x, nodes), forms.Write(quantize.Outputs[0], after)) : (x, quantize.Outputs[0]);
        var dequantize = Node.Of(node.Name, default(Dequantize), [input], node.Inputs.OfType<Value>());
        var rounded = Node.Of(node.Name, default(QuantizeLinear), quantize.Inputs, [output]);
        if (UnaryTable.Of(dequantize, node, rounded) is not { } table)
        {
            forms.Forget(quantize.Outputs[0]);
            return null;
        }

        return [.. nodes, LookupTables.Node(quantize, input, output, table), .. after];
    }
}
