using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>CAST (53): options in_data_type (0), out_data_type (1), which repeat the types of the tensors.</summary>
public sealed class CastImporter() : SameShapeImporter<Cast>(53);
