using EdgeRuntime.Model;

namespace EdgeTool;

/// <summary>One tensor of a packed model.</summary>
/// <param name="Name">As in the source model.</param>
/// <param name="Type">Element type in lower case.</param>
/// <param name="Shape">Dimensions, outermost first.</param>
/// <param name="Kind">constant, arena or variable.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Scale">Per-tensor scale; null when not quantized, or per channel.</param>
/// <param name="ZeroPoint">Null when not quantized.</param>
/// <param name="ChannelAxis">Axis of per-channel scales; null when there are none.</param>
/// <param name="ChannelScales">Per-channel scales; null when there are none.</param>
/// <param name="Storage">How the file holds a constant, in lower case; null for what is computed.</param>
/// <param name="StoredBytes">What a constant takes in the file; null for what is computed.</param>
public sealed record TensorReport(
    string Name,
    string Type,
    int[] Shape,
    string Kind,
    long Bytes,
    float? Scale,
    int? ZeroPoint,
    int? ChannelAxis,
    float[]? ChannelScales,
    string? Storage,
    long? StoredBytes)
{
    public static TensorReport Of(ModelFile model, int tensor)
    {
        var info = model.InfoOf(tensor);
        var isConstant = info.Kind == TensorKind.Constant;
        return new TensorReport(
            model.TensorName(tensor),
            info.Type.ToString().ToLowerInvariant(),
            info.Shape.Span.ToArray(),
            info.Kind.ToString().ToLowerInvariant(),
            info.ByteLength,
            info.Scale > 0 ? info.Scale : null,
            info.IsQuantized ? info.ZeroPoint : null,
            info.IsPerChannel ? info.ChannelAxis : null,
            info.IsPerChannel ? info.ChannelScales.ToArray() : null,
            isConstant ? model.Tensors[tensor].Storage.ToString().ToLowerInvariant() : null,
            isConstant ? model.Tensors[tensor].StoredBytes : null);
    }

    public static IReadOnlyList<TensorReport> Of(ModelFile model, ReadOnlySpan<int> tensors)
    {
        var reports = new List<TensorReport>();
        foreach (var tensor in tensors)
        {
            reports.Add(Of(model, tensor));
        }

        return reports;
    }

    public string ShapeText() => Shape.Length == 0 ? "scalar" : string.Join('x', Shape);

    /// <summary>For people: <c>int8 1x12, scale 0.00390625, zero point -128</c>.</summary>
    public override string ToString() => $"{Type} {ShapeText()}" + (Scale is { } scale ? $", scale {scale:R}, zero point {ZeroPoint}" : "");
}
