using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SVDF (27), SVDFOptions: rank 0, fused_activation_function 1. Hybrid weights are expanded.</summary>
public sealed class SvdfImporter : ITfliteImporter
{
    public int BuiltinCode => 27;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var record = new Svdf { Rank = source.Options.Int32(0), Activation = TfliteGraphBuilder.ActivationOf(source.Options.Byte(1)) };
        Value?[] inputs =
        [
            source.Require(0, "input"),
            source.Require(1, "feature weights"),
            source.Require(2, "time weights"),
            source.Input(3),
            source.Require(4, "state"),
        ];
        graph.Add(source, record, inputs, source.Outputs);
    }
}
