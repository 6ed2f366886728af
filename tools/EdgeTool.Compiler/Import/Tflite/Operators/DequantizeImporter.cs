using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>DEQUANTIZE (6): no options; channel scales bring their axis.</summary>
public sealed class DequantizeImporter() : SameShapeImporter<Dequantize>(6)
{
    protected override Dequantize RecordOf(TfliteNode source) => new() { ChannelAxis = Math.Max(0, source.Inputs[0]!.ChannelAxis) };
}
