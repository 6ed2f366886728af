using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// FULLY_CONNECTED (9), FullyConnectedOptions: fused_activation_function 0, weights_format 1. keep_num_dims 2 only shapes the output,
/// which the file gives.
/// </summary>
public sealed class FullyConnectedImporter : ITfliteImporter
{
    public int BuiltinCode => 9;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        if (source.Options.Byte(1) != 0)
        {
            throw new UnsupportedException("stores its weights shuffled (weights_format 1)", "convert with the default weights format");
        }

        var record = new FullyConnected { Activation = TfliteGraphBuilder.ActivationOf(source.Options.Byte(0)) };
        graph.Add(source, record, [source.Require(0, "input"), source.Require(1, "weights"), source.Input(2)], source.Outputs);
    }
}
