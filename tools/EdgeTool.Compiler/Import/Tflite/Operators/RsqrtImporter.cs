using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>RSQRT (76): no options.</summary>
public sealed class RsqrtImporter() : SameShapeImporter<Rsqrt>(76);
