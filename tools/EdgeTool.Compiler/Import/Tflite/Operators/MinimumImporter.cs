using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>MINIMUM (57): no options.</summary>
public sealed class MinimumImporter() : BroadcastImporter<Minimum>(57);
