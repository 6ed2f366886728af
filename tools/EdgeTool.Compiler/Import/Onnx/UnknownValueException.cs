namespace EdgeTool.Compiler.Onnx;

/// <summary>A body gives a value that depends on a node which is in the list of unsupported ones already; there is nothing to add to the list.</summary>
internal sealed class UnknownValueException() : Exception("A value depends on unsupported nodes.");
