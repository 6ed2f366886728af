using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// An operator of one quantized tensor (X, x_scale, x_zero_point, y_scale, y_zero_point): the operator of the standard domain on its real
/// values, with the same attributes (ONNX Runtime contrib operators).
/// </summary>
/// <param name="opType">op_type of the node.</param>
/// <param name="real">The operator of the standard domain.</param>
internal sealed class QLinearUnaryImporter(string opType, string real) : IOnnxImporter
{
    public static IReadOnlyList<IOnnxImporter> All { get; } =
    [
        new QLinearUnaryImporter("QLinearSigmoid", "Sigmoid"),
        new QLinearUnaryImporter("QLinearLeakyRelu", "LeakyRelu"),
        new QLinearUnaryImporter("QLinearSoftmax", "Softmax"),
        new QLinearUnaryImporter("QLinearAveragePool", "AveragePool"),
        new QLinearUnaryImporter("QLinearGlobalAveragePool", "GlobalAveragePool"),
    ];

    public string OpType => opType;

    public string Domain => OnnxDomains.Microsoft;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var x = node.Require(0, "X");
        var (isChannelsLast, rank) = (node.Flag("channels_last"), x.Shape.Rank);
        var input = graph.Dequantize(node, x, node.Require(1, "X_scale"), node.Input(2), axis: 1, "x");
        if (isChannelsLast)
        {
            input = graph.Transpose(node, input, [0, rank - 1, .. Enumerable.Range(1, rank - 2)], "channels first");
        }

        var result = graph.Through(node, real, input);
        if (isChannelsLast)
        {
            result = graph.Transpose(node, result, [0, .. Enumerable.Range(2, rank - 2), 1], "channels last");
        }

        graph.Output(node, 0, graph.Quantize(node, result, node.Require(3, "Y_scale"), node.Input(4), x.Type, axis: 1));
    }
}
