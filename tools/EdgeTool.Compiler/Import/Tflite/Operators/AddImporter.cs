using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>ADD (0): options fused_activation_function (0), pot_scale_int16 (1, which the reference no longer reads).</summary>
public sealed class AddImporter() : BroadcastImporter<Add>(0)
{
    protected override Add RecordOf(TfliteNode source) => new() { Activation = TfliteGraphBuilder.ActivationOf(source.Options.Byte(0)) };
}
