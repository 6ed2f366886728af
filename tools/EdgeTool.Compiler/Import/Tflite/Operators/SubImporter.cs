using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SUB (41): options fused_activation_function (0), pot_scale_int16 (1, which the reference no longer reads).</summary>
public sealed class SubImporter : ITfliteImporter
{
    public int BuiltinCode => 41;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, new Sub { Activation = TfliteGraphBuilder.ActivationOf(source.Options.Byte(0)) }, [source.Require(0, "first input"), source.Require(1, "second input")], source.Outputs);
}
