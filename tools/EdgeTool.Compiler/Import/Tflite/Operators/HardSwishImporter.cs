using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>HARD_SWISH (117): no options.</summary>
public sealed class HardSwishImporter() : SameShapeImporter<HardSwish>(117);
