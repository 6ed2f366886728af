using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>MUL (18): options fused_activation_function (0).</summary>
public sealed class MulImporter() : BroadcastImporter<Mul>(18)
{
    protected override Mul RecordOf(TfliteNode source) => new() { Activation = TfliteGraphBuilder.ActivationOf(source.Options.Byte(0)) };
}
