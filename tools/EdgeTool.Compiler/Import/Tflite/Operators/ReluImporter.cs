using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>RELU (19): no options.</summary>
public sealed class ReluImporter() : SameShapeImporter<Relu>(19);
