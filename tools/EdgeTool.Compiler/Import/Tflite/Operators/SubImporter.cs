using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SUB (41): options fused_activation_function (0), pot_scale_int16 (1, which the reference no longer reads).</summary>
public sealed class SubImporter() : BroadcastImporter<Sub>(41)
{
    protected override Sub RecordOf(TfliteNode source) => new() { Activation = TfliteGraphBuilder.ActivationOf(source.Options.Byte(0)) };
}
