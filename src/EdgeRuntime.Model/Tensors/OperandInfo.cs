namespace EdgeRuntime.Model;

/// <summary>
/// What an operator's law may know of one operand before any memory exists: type, shape and quantization.
/// real = scale * (stored - zeroPoint), TensorFlow Lite 8-bit quantization specification.
/// </summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Dimensions, NHWC.</param>
/// <param name="Kind">Constant, arena or variable; <see cref="TensorKind.Absent"/> for an optional operand that was left out.</param>
/// <param name="Scale">Per-tensor scale; 0 when the tensor is not quantized or is quantized per channel.</param>
/// <param name="ZeroPoint">Stored value that means 0.0; 0 for per-channel tensors.</param>
/// <param name="ChannelAxis">Axis that the per-channel scales run along; -1 when there are none.</param>
/// <param name="ChannelScales">One scale for each index of <paramref name="ChannelAxis"/>; empty when per tensor.</param>
public readonly record struct OperandInfo(
    ElementType Type,
    Shape Shape,
    TensorKind Kind,
    float Scale = 0,
    int ZeroPoint = 0,
    int ChannelAxis = -1,
    ReadOnlyMemory<float> ChannelScales = default)
{
    /// <summary>An optional operand that the node does not give.</summary>
    public static OperandInfo Absent => new(default, default, TensorKind.Absent);

    public bool IsAbsent => Kind == TensorKind.Absent;

    /// <summary>Has a per-tensor or per-channel scale.</summary>
    public bool IsQuantized => Scale > 0 || ChannelScales.Length > 0;

    public bool IsPerChannel => ChannelScales.Length > 0;

    /// <summary>Bytes of the whole tensor.</summary>
    public long ByteLength => (long)Shape.ElementCount * Type.SizeBytes();

    /// <summary>Scale of channel <paramref name="channel"/>, whichever way the tensor is quantized.</summary>
    public float ScaleOf(int channel) => IsPerChannel ? ChannelScales.Span[channel] : Scale;

    public override string ToString() => IsAbsent ? "(none)" : $"{Type} {Shape}";
}
