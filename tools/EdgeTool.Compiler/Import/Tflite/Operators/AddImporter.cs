using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>ADD (0): options fused_activation_function (0), pot_scale_int16 (1, which the reference no longer reads).</summary>
public sealed class AddImporter : ITfliteImporter
{
    public int BuiltinCode => 0;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, new Add { Activation = TfliteGraphBuilder.ActivationOf(source.Options.Byte(0)) }, [source.Require(0, "first input"), source.Require(1, "second input")], source.Outputs);
}
