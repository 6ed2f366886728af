using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>RELU6 (21): no options.</summary>
public sealed class Relu6Importer() : SameShapeImporter<Relu6>(21);
