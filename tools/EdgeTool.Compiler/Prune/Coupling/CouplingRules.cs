using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Pruning;

/// <summary>What each operator says about the lanes of its operands.</summary>
internal static class CouplingRules
{
    private delegate void Rule(Node node, ChannelCoupling coupling);

    private static readonly Dictionary<OpCode, Rule> Rules = new()
    {
        [OpCode.Conv2D] = LayerRules.Convolution,
        [OpCode.DepthwiseConv2D] = LayerRules.Depthwise,
        [OpCode.FullyConnected] = LayerRules.Dense,
        [OpCode.TransposeConv] = LayerRules.TransposedConvolution,
        [OpCode.BatchMatMul] = LayerRules.MatrixProduct,
        [OpCode.Recurrent] = RecurrentRules.Sequence,
        [OpCode.UnidirectionalSequenceLstm] = RecurrentRules.Lstm,
        [OpCode.Svdf] = RecurrentRules.Svdf,

        [OpCode.Add] = ElementwiseRules.Broadcast,
        [OpCode.Sub] = ElementwiseRules.Broadcast,
        [OpCode.Mul] = ElementwiseRules.Broadcast,
        [OpCode.Minimum] = ElementwiseRules.Broadcast,
        [OpCode.Maximum] = ElementwiseRules.Broadcast,
        [OpCode.SquaredDifference] = ElementwiseRules.Broadcast,
        [OpCode.PRelu] = ElementwiseRules.Broadcast,
        [OpCode.BinaryMath] = ElementwiseRules.Broadcast,
        [OpCode.Where] = ElementwiseRules.Broadcast,
        [OpCode.Expand] = ElementwiseRules.Broadcast,
        [OpCode.Relu] = ElementwiseRules.Unary,
        [OpCode.Relu6] = ElementwiseRules.Unary,
        [OpCode.LeakyRelu] = ElementwiseRules.Unary,
        [OpCode.HardSwish] = ElementwiseRules.Unary,
        [OpCode.Logistic] = ElementwiseRules.Unary,
        [OpCode.Tanh] = ElementwiseRules.Unary,
        [OpCode.Rsqrt] = ElementwiseRules.Unary,
        [OpCode.UnaryMath] = ElementwiseRules.Unary,
        [OpCode.Cast] = ElementwiseRules.Unary,
        [OpCode.ReadVariable] = ElementwiseRules.Unary,
        [OpCode.AssignVariable] = ElementwiseRules.Unary,

        [OpCode.Softmax] = AcrossLanesRules.LastAxis,
        [OpCode.LogSoftmax] = AcrossLanesRules.LastAxis,
        [OpCode.CumSum] = (node, coupling) => AcrossLanesRules.Along(node, coupling, node.Record<CumSum>().Axis),
        [OpCode.LocalResponseNormalization] = (node, coupling) => AcrossLanesRules.Along(node, coupling, node.Record<LocalResponseNormalization>().Axis),
        [OpCode.Resample] = (node, coupling) => AcrossLanesRules.Along(node, coupling, node.Record<Resample>().Axis),
        [OpCode.ReverseSequence] = (node, coupling) =>
            AcrossLanesRules.Along(node, coupling, node.Record<ReverseSequence>().SequenceAxis, node.Record<ReverseSequence>().BatchAxis),
        [OpCode.Normalize] = (node, coupling) => AcrossLanesRules.Along(node, coupling, AcrossLanesRules.AxesOf(node.Record<Normalize>().AxisMask)),
        [OpCode.Mean] = (node, coupling) => AcrossLanesRules.Reduction(node, coupling, node.Record<Mean>().AxisMask),
        [OpCode.Reduce] = (node, coupling) => AcrossLanesRules.Reduction(node, coupling, node.Record<Reduce>().AxisMask),
        [OpCode.AveragePool2D] = AcrossLanesRules.Spatial,
        [OpCode.MaxPool2D] = AcrossLanesRules.Spatial,
        [OpCode.ResizeBilinear] = AcrossLanesRules.Spatial,
        [OpCode.ResizeNearestNeighbor] = AcrossLanesRules.Spatial,
        [OpCode.SpaceToBatchNd] = AcrossLanesRules.ChannelsOnly,
        [OpCode.BatchToSpaceNd] = AcrossLanesRules.ChannelsOnly,

        [OpCode.Reshape] = MovementRules.Regrouped,
        [OpCode.Squeeze] = MovementRules.Regrouped,
        [OpCode.ExpandDims] = MovementRules.Regrouped,
        [OpCode.Transpose] = MovementRules.Transposed,
        [OpCode.Concatenation] = MovementRules.Joined,
        [OpCode.Split] = MovementRules.Split,
        [OpCode.Slice] = MovementRules.Sliced,
        [OpCode.StridedSlice] = MovementRules.StrideSliced,
        [OpCode.Pad] = (node, coupling) => MovementRules.Padded(node, coupling, node.Record<Pad>().Before),
        [OpCode.PadV2] = (node, coupling) => MovementRules.Padded(node, coupling, node.Record<PadV2>().Before),
        [OpCode.Pack] = MovementRules.Packed,
        [OpCode.Unpack] = MovementRules.Unpacked,
        [OpCode.Gather] = MovementRules.Gathered,
    };

    /// <summary>Couples the lanes of a node's operands; locks them all where the operator has no rule.</summary>
    public static void Apply(Node node, ChannelCoupling coupling)
    {
        if (Rules.TryGetValue(node.OpCode, out var rule))
        {
            rule(node, coupling);
            return;
        }

        foreach (var value in node.Inputs.OfType<Value>().Concat(node.Outputs))
        {
            coupling.LockAll(value);
        }
    }
}
