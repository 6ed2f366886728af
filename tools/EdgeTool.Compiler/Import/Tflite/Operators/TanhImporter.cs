using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>TANH (28): no options.</summary>
public sealed class TanhImporter() : SameShapeImporter<Tanh>(28);
