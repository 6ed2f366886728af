using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>A tensor of the graph: written by one node, or given (input, constant, variable).</summary>
public sealed class Value
{
    public required string Name { get; set; }

    public required ElementType Type { get; set; }

    public required Shape Shape { get; set; }

    /// <summary>Scales: none, one, or one per index of <see cref="ChannelAxis"/>.</summary>
    public float[] Scales { get; set; } = [];

    public int ZeroPoint { get; set; }

    /// <summary>-1 unless quantized per channel.</summary>
    public int ChannelAxis { get; set; } = -1;

    /// <summary>Of a real constant that was made of integers.</summary>
    public IntegerSteps? Steps { get; set; }

    /// <summary>Bytes of a constant; null when the value is computed or given at run time.</summary>
    public byte[]? Constant { get; set; }

    /// <summary>State carried from inference to inference; starts as <see cref="InitialValue"/>, or zeros.</summary>
    public bool IsVariable { get; set; }

    public byte[]? InitialValue { get; set; }

    /// <summary>Index in the source file; -1 when the compiler made it.</summary>
    public int SourceIndex { get; init; } = -1;

    public bool IsConstant => Constant is not null;

    public OperandInfo Info => new(
        Type,
        Shape,
        IsConstant ? TensorKind.Constant : IsVariable ? TensorKind.Variable : TensorKind.Arena,
        ChannelAxis < 0 && Scales.Length == 1 ? Scales[0] : 0,
        ZeroPoint,
        ChannelAxis,
        ChannelAxis < 0 ? default : Scales);

    /// <summary>The constant's elements.</summary>
    /// <exception cref="InvalidOperationException">Not a constant, or of another type.</exception>
    public ReadOnlySpan<T> ConstantAs<T>() where T : unmanaged =>
        Constant is not null && ElementTypes.Of<T>() == Type
            ? MemoryMarshal.Cast<byte, T>(Constant)
            : throw new InvalidOperationException($"'{Name}' is no {typeof(T).Name} constant.");

    /// <summary>A constant the compiler made.</summary>
    public static Value Of<T>(string name, Shape shape, ReadOnlySpan<T> elements) where T : unmanaged => new()
    {
        Name = name,
        Type = ElementTypes.Of<T>(),
        Shape = shape,
        Constant = MemoryMarshal.AsBytes(elements).ToArray(),
    };

    public override string ToString() => $"{Name}: {Info}";
}
