namespace EdgeTool.Compiler.Pruning;

/// <summary>One axis of one value; index i of it is a lane of the value.</summary>
public readonly record struct ValueAxis(Value Value, int Axis)
{
    /// <summary>How many lanes.</summary>
    public int Size => Value.Shape[Axis];

    /// <summary>The last axis of a value: channels, in NHWC.</summary>
    public static ValueAxis Last(Value value) => new(value, value.Shape.Rank - 1);

    public override string ToString() => $"{Value.Name}[{Axis}]";
}

/// <summary>Index <paramref name="Index"/> of an axis.</summary>
public readonly record struct Lane(ValueAxis Axis, int Index);
