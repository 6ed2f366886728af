using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SOFTMAX (25): options beta (0).</summary>
public sealed class SoftmaxImporter() : SameShapeImporter<Softmax>(25)
{
    protected override Softmax RecordOf(TfliteNode source) => new() { Beta = source.Options.Float(0) };
}
