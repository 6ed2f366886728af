using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>LOG_SOFTMAX (50): no options.</summary>
public sealed class LogSoftmaxImporter() : SameShapeImporter<LogSoftmax>(50);
