using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// int8 values that mean the same as uint8 ones: 128 less, with a zero point 128 less, which loses nothing. Operators between them are
/// computed in int8; where the uint8 bytes are read by others, they are shifted back.
/// </summary>
internal sealed class IntegerForms
{
    private const int Shift = 128;

    private readonly Dictionary<Value, Value> _forms = new(ReferenceEqualityComparer.Instance);

    /// <summary>Remembers a step that shifts one form to the other.</summary>
    public void Note(Node node)
    {
        if (node is not { OpCode: OpCode.Quantize or OpCode.Lookup, Inputs: [{ IsVariable: false } input, ..], Outputs: [{ IsVariable: false } output] }
            || input.Scales is not [var scale] || output.Scales is not [var same] || !scale.Equals(same) || Math.Abs(input.ZeroPoint - output.ZeroPoint) != Shift
            || (node.OpCode == OpCode.Lookup && !IsShift(node.Inputs[1]?.Constant)))
        {
            return;
        }

        if ((input.Type, output.Type) == (ElementType.Int8, ElementType.UInt8))
        {
            _forms[output] = input;
        }
        else if ((input.Type, output.Type) == (ElementType.UInt8, ElementType.Int8))
        {
            _forms[input] = output;
        }
    }

    /// <summary>Whether the int8 form is there without a further step.</summary>
    public bool Has(Value value) => value.Type != ElementType.UInt8 || _forms.ContainsKey(value);

    /// <summary>The value in int8 (16 bits stay as they are), by a step when it is not there yet.</summary>
    public Value Read(Value value, List<Node> nodes)
    {
        if (value.Type != ElementType.UInt8 || _forms.TryGetValue(value, out var form))
        {
            return _forms.GetValueOrDefault(value, value);
        }

        form = Form(value);
        _forms[value] = form;
        nodes.Add(Node.Of(form.Name, default(Quantize), [value], [form]));
        return form;
    }

    /// <summary>An int8 value to compute in the place of one, and the step that gives the uint8 bytes to those who read them.</summary>
    public Value Write(Value value, List<Node> after)
    {
        if (value.Type != ElementType.UInt8)
        {
            return value;
        }

        var form = Form(value);
        _forms[value] = form;
        after.Add(Node.Of(value.Name, default(Quantize), [form], [value]));
        return form;
    }

    /// <summary>
    /// A value's elements in int8 with the scale and zero point of another's int8 form: what its reals are rounded to, by a table; null for
    /// 16 bits, of which there is none.
    /// </summary>
    public Value? Requantized(Value value, Value like, List<Node> nodes)
    {
        if (value.Type == ElementType.Int16 || like.Type == ElementType.Int16)
        {
            return null;
        }

        var source = _forms.GetValueOrDefault(value, value);
        var real = new Value { Name = $"{value.Name}/real", Type = ElementType.Float32, Shape = value.Shape };
        var result = Form(like);
        (result.Name, result.Shape) = ($"{value.Name}/{like.Name}", value.Shape);
        var rounding = Node.Of(result.Name, default(QuantizeLinear), [real], [result]);
        if (UnaryTable.Of(Node.Of(real.Name, default(Dequantize), [source], [real]), rounding) is not { } table)
        {
            return null;
        }

        nodes.Add(LookupTables.Node(rounding, source, result, table));
        return result;
    }

    /// <summary>Takes back what was to be read or written.</summary>
    public void Forget(Value value) => _forms.Remove(value);

    private static Value Form(Value value) => new()
    {
        Name = $"{value.Name}/int8",
        Type = ElementType.Int8,
        Shape = value.Shape,
        Scales = value.Scales,
        ZeroPoint = value.Type == ElementType.UInt8 ? value.ZeroPoint - Shift : value.ZeroPoint,
    };

    private static bool IsShift(byte[]? table)
    {
        for (var i = 0; i < Lookup.TableLength; i++)
        {
            if (table?[i] != (byte)(i ^ Shift))
            {
                return false;
            }
        }

        return true;
    }
}
