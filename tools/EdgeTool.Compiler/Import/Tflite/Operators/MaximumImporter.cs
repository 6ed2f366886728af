using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>MAXIMUM (55): no options.</summary>
public sealed class MaximumImporter() : BroadcastImporter<Maximum>(55);
