using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Pruning;

/// <summary>About how long one inference of a graph takes on one core of a board when it is quantized to int8: the sum over its operators.</summary>
public static class PredictedLatency
{
    /// <summary>Microseconds; channels count in whole tiles, so that what only half fills one gains nothing.</summary>
    public static double Microseconds(Graph graph, TargetBoard board) => graph.Nodes.Sum(node => Nanoseconds(node, board)) / 1e3;

    private static double Nanoseconds(Node node, TargetBoard board)
    {
        var operands = new OperandSet(node.InputInfos, node.OutputInfos);
        var isVector = KernelCatalog.For(node.OpCode)!.Variants.SkipLast(1).Any(variant => (variant.Requires & ~board.Features) == 0);
        var elements = operands.Inputs.ToArray().Concat(operands.Outputs.ToArray()).Sum(o => o.IsAbsent ? 0.0 : o.Shape.ElementCount);
        return board.Speed.Nanoseconds(node.OpCode, isVector, node.Law.Macs(node.RecordBytes, operands) * Filling(node, board), elements);
    }

    /// <summary>Channels that are computed for each that there is.</summary>
    private static double Filling(Node node, TargetBoard board)
    {
        if (node.OpCode is not (OpCode.Conv2D or OpCode.FullyConnected))
        {
            return 1;
        }

        var (channels, multiple) = (node.InputInfos[1].Shape[0], board.ChannelMultiple);
        return (double)((channels + multiple - 1) / multiple * multiple) / channels;
    }
}
