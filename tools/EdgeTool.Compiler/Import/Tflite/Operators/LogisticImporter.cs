using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>LOGISTIC (14): no options.</summary>
public sealed class LogisticImporter() : SameShapeImporter<Logistic>(14);
