using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>PRELU (54): no options.</summary>
public sealed class PReluImporter() : BroadcastImporter<PRelu>(54);
