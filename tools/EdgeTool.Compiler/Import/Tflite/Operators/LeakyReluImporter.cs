using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>LEAKY_RELU (98): options alpha (0).</summary>
public sealed class LeakyReluImporter() : SameShapeImporter<LeakyRelu>(98)
{
    protected override LeakyRelu RecordOf(TfliteNode source) => new() { Alpha = source.Options.Float(0) };
}
