using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>QUANTIZE (114): no options.</summary>
public sealed class QuantizeImporter() : SameShapeImporter<Quantize>(114);
