using EdgeTool.Compiler.Tflite;
using TestKit;

namespace EdgeTool.Compiler.Tests;

/// <summary>Hand-made models that tests start from.</summary>
internal static class SmallModels
{
    /// <summary>x (int8, 1x4) → RELU → y, and one metadata entry.</summary>
    public static TfliteBuilder Relu()
    {
        var file = new TfliteBuilder();
        var x = file.Main.Tensor("x", TfliteType.Int8, [1, 4], [0.5f], [3]);
        var y = file.Main.Tensor("y", TfliteType.Int8, [1, 4], [0.5f], [3]);
        file.Main.Operator(19, [x], [y]);
        file.Main.Inputs.Add(x);
        file.Main.Outputs.Add(y);
        file.Metadata("greeting", "hello"u8.ToArray());
        return file;
    }

    /// <summary>x (1xN, float) × weights → y, through FULLY_CONNECTED.</summary>
    public static TfliteBuilder FullyConnected(int inputs, int outputs, Func<TfliteSubgraphBuilder, int> weights)
    {
        var file = new TfliteBuilder();
        var x = file.Main.Tensor("x", TfliteType.Float32, [1, inputs]);
        var w = weights(file.Main);
        var y = file.Main.Tensor("y", TfliteType.Float32, [1, outputs]);
        file.Main.Operator(9, [x, w, -1], [y]);
        file.Main.Inputs.Add(x);
        file.Main.Outputs.Add(y);
        return file;
    }
}
