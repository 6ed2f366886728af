using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SQUARED_DIFFERENCE (99): no options.</summary>
public sealed class SquaredDifferenceImporter() : BroadcastImporter<SquaredDifference>(99);
