using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Operators on real values between dequantized inputs and a quantized output, as operators on int8.</summary>
/// <param name="forms">int8 forms of uint8 values.</param>
internal sealed class IntegerOperators(IntegerForms forms)
{
    /// <param name="node">Operator on float32 values.</param>
    /// <param name="inputs">The quantized value of each operand that was dequantized; null for others.</param>
    /// <param name="quantize">The QuantizeLinear of its output.</param>
    /// <returns>Steps that write the quantized output; null when the operator stays one on real values.</returns>
    public List<Node>? Lowered(Node node, Value?[] inputs, Node quantize) => node.OpCode switch
    {
        OpCode.Conv2D or OpCode.FullyConnected => Layer(node, inputs, quantize, 0),
        OpCode.DepthwiseConv2D => Layer(node, inputs, quantize, 3),
        OpCode.Add => AllInt8(node, [.. inputs.Zip(node.Inputs, static (x, real) => x ?? Constant(real))], quantize),
        OpCode.Mean or OpCode.Softmax => AllInt8(node, inputs, quantize),
        OpCode.AveragePool2D or OpCode.MaxPool2D or OpCode.Concatenation or OpCode.Reshape or OpCode.Squeeze or OpCode.ExpandDims or OpCode.Transpose
            => inputs.All(x => x is not null && ValueUses.SameElements(x, quantize.Outputs[0])) ? AllInt8(node, inputs, quantize) : null,
        OpCode.Relu or OpCode.Relu6 or OpCode.LeakyRelu or OpCode.HardSwish or OpCode.Logistic or OpCode.Tanh or OpCode.UnaryMath => Table(node, inputs, quantize),
        _ => null,
    };

    private static Value? Constant(Value? real) =>
        real is { IsConstant: true, Type: ElementType.Float32 } ? IntegerWeights.OfTensor(real) : null;

    private List<Node>? Layer(Node node, Value?[] inputs, Node quantize, int channelAxis)
    {
        var bias = node.Inputs.ElementAtOrDefault(2);
        if (inputs[0] is not { } x || node.Inputs[1] is not { IsConstant: true, Type: ElementType.Float32 } weights || bias is { IsConstant: false }
            || IntegerWeights.Of(weights, bias, channelAxis, x.Scales[0], quantize.Outputs[0].Scales[0]) is not var (integers, steps))
        {
            return null;
        }

        return Int8(node, [x], bias is null ? [integers] : [integers, steps], quantize);
    }

    private List<Node>? AllInt8(Node node, Value?[] inputs, Node quantize) =>
        inputs.All(x => x is not null) ? Int8(node, [.. inputs.OfType<Value>()], [], quantize) : null;

    private List<Node>? Int8(Node node, Value[] inputs, Value?[] constants, Node quantize)
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

    /// <summary>A function of one value is a table, and exactly what real numbers give.</summary>
    private List<Node>? Table(Node node, Value?[] inputs, Node quantize)
    {
        if (inputs is not [{ } x] || node.Outputs[0].Shape != x.Shape)
        {
            return null;
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
