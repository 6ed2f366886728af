using System.Collections.Frozen;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool.Training;

/// <summary>Every operator that a <see cref="Twin"/> computes.</summary>
internal static class TwinOperators
{
    private static readonly FrozenDictionary<OpCode, TwinOperator> All = new Dictionary<OpCode, TwinOperator>
    {
        [OpCode.Conv2D] = ConvolutionTwins.Conv2D,
        [OpCode.DepthwiseConv2D] = ConvolutionTwins.DepthwiseConv2D,
        [OpCode.TransposeConv] = ConvolutionTwins.TransposeConv,
        [OpCode.FullyConnected] = DenseTwins.FullyConnected,
        [OpCode.BatchMatMul] = DenseTwins.BatchMatMul,
        [OpCode.Add] = BinaryTwins.Add,
        [OpCode.Sub] = BinaryTwins.Sub,
        [OpCode.Mul] = BinaryTwins.Mul,
        [OpCode.Minimum] = BinaryTwins.Minimum,
        [OpCode.Maximum] = BinaryTwins.Maximum,
        [OpCode.SquaredDifference] = BinaryTwins.SquaredDifference,
        [OpCode.BinaryMath] = BinaryTwins.BinaryMath,
        [OpCode.PRelu] = BinaryTwins.PRelu,
        [OpCode.Where] = BinaryTwins.Where,
        [OpCode.Relu] = ActivationTwins.Relu,
        [OpCode.Relu6] = ActivationTwins.Relu6,
        [OpCode.LeakyRelu] = ActivationTwins.LeakyRelu,
        [OpCode.HardSwish] = ActivationTwins.HardSwish,
        [OpCode.Logistic] = ActivationTwins.Logistic,
        [OpCode.Tanh] = ActivationTwins.Tanh,
        [OpCode.Rsqrt] = ActivationTwins.Rsqrt,
        [OpCode.Softmax] = ActivationTwins.Softmax,
        [OpCode.LogSoftmax] = ActivationTwins.LogSoftmax,
        [OpCode.UnaryMath] = UnaryTwins.UnaryMath,
        [OpCode.AveragePool2D] = PoolTwins.AveragePool2D,
        [OpCode.MaxPool2D] = PoolTwins.MaxPool2D,
        [OpCode.Mean] = ReductionTwins.Mean,
        [OpCode.Reduce] = ReductionTwins.Reduce,
        [OpCode.CumSum] = ReductionTwins.CumSum,
        [OpCode.Normalize] = ReductionTwins.Normalize,
        [OpCode.LocalResponseNormalization] = ReductionTwins.LocalResponseNormalization,
        [OpCode.Reshape] = MovementTwins.Reshape,
        [OpCode.Squeeze] = MovementTwins.Reshape,
        [OpCode.ExpandDims] = MovementTwins.Reshape,
        [OpCode.Transpose] = MovementTwins.Transpose,
        [OpCode.Concatenation] = MovementTwins.Concatenation,
        [OpCode.Split] = MovementTwins.Split,
        [OpCode.Pack] = MovementTwins.Pack,
        [OpCode.Unpack] = MovementTwins.Unpack,
        [OpCode.Expand] = MovementTwins.Expand,
        [OpCode.Slice] = SliceTwins.Slice,
        [OpCode.StridedSlice] = SliceTwins.StridedSlice,
        [OpCode.Gather] = SliceTwins.Gather,
        [OpCode.Pad] = SliceTwins.Pad,
        [OpCode.PadV2] = SliceTwins.PadV2,
        [OpCode.SpaceToBatchNd] = BlockTwins.SpaceToBatchNd,
        [OpCode.BatchToSpaceNd] = BlockTwins.BatchToSpaceNd,
        [OpCode.ResizeBilinear] = ResizeTwins.ResizeBilinear,
        [OpCode.ResizeNearestNeighbor] = ResizeTwins.ResizeNearestNeighbor,
        [OpCode.Resample] = ResizeTwins.Resample,
        [OpCode.Recurrent] = RecurrentTwins.Recurrent,
        [OpCode.UnidirectionalSequenceLstm] = RecurrentTwins.UnidirectionalSequenceLstm,
    }.ToFrozenDictionary();

    /// <summary>Null where the operator is not trained.</summary>
    public static TwinOperator? Of(OpCode opCode) => All.GetValueOrDefault(opCode);

    /// <summary>Refuses a graph before anything starts.</summary>
    /// <exception cref="UnsupportedModelException">Some nodes cannot be trained; it names every one.</exception>
    public static void Check(Graph graph)
    {
        var refused = graph.Nodes.Index().Select(n => (n.Index, n.Item, Reason: Refusal(n.Item))).Where(n => n.Reason is not null)
            .Select(n => new UnsupportedNode(n.Index, n.Item.OpCode.ToString(), n.Item.Name, n.Reason!, "train the float source without it, or leave it out"))
            .ToList();
        if (refused.Count > 0)
        {
            throw new UnsupportedModelException(refused);
        }
    }

    private static string? Refusal(Node node)
    {
        if (!All.ContainsKey(node.OpCode))
        {
            return "has no trainable form";
        }

        if (node.Inputs.Concat(node.Outputs).OfType<Value>().FirstOrDefault(v => v.Scales.Length > 0 && v.Type != ElementType.Float32) is { } quantized)
        {
            return $"works on quantized numbers ('{quantized.Name}', {quantized.Type})";
        }

        if (UntrainedForm(node) is { } form)
        {
            return form;
        }

        return node.Inputs.Index().Where(i => i.Item is { IsConstant: false } && NeedsConstant(node.OpCode, i.Index))
            .Select(i => $"computes its operand {i.Index} from the input").FirstOrDefault();
    }

    private static string? UntrainedForm(Node node) => node.OpCode switch
    {
        OpCode.UnaryMath when node.Record<UnaryMath>().Function is UnaryFunction.IsNaN or UnaryFunction.IsInf or UnaryFunction.BitwiseNot =>
            $"{node.Record<UnaryMath>().Function} has no trainable form",
        OpCode.BinaryMath when node.Record<BinaryMath>().Function >= BinaryFunction.BitwiseAnd => $"{node.Record<BinaryMath>().Function} has no trainable form",
        OpCode.Gather when node.Record<Gather>().BatchDims != 0 => "has indices for each element of a batch",
        OpCode.Recurrent when node.Inputs.Count > Recurrent.Lengths && node.Inputs[Recurrent.Lengths] is { IsConstant: true } lengths
            && TwinTensors.WholeNumbers(lengths).Any(l => l < node.Inputs[0]!.Shape[0]) => "has sequences shorter than the tensor",
        _ => null,
    };

    private static bool NeedsConstant(OpCode opCode, int input) => opCode switch
    {
        OpCode.Conv2D or OpCode.DepthwiseConv2D or OpCode.FullyConnected or OpCode.TransposeConv => input > 0,
        OpCode.Gather or OpCode.PadV2 or OpCode.Resample => input > 0,
        OpCode.Recurrent => input is 1 or 2 or Recurrent.Biases or Recurrent.Lengths or Recurrent.Peepholes,
        OpCode.UnidirectionalSequenceLstm => input is > 0 and < UnidirectionalSequenceLstm.HiddenState,
        _ => false,
    };
}
