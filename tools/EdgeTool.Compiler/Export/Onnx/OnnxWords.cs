using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>How each operator is said in ONNX.</summary>
internal static class OnnxWords
{
    private static readonly Dictionary<OpCode, OnnxWord> Words = new()
    {
        [OpCode.Conv2D] = ConvolutionWords.Conv2D,
        [OpCode.DepthwiseConv2D] = ConvolutionWords.Depthwise,
        [OpCode.TransposeConv] = ConvolutionWords.Transposed,
        [OpCode.FullyConnected] = DenseWords.FullyConnected,
        [OpCode.BatchMatMul] = DenseWords.BatchMatMul,
        [OpCode.Add] = ArithmeticWords.Add,
        [OpCode.Sub] = ArithmeticWords.Sub,
        [OpCode.Mul] = ArithmeticWords.Mul,
        [OpCode.Minimum] = ArithmeticWords.Minimum,
        [OpCode.Maximum] = ArithmeticWords.Maximum,
        [OpCode.SquaredDifference] = ArithmeticWords.SquaredDifference,
        [OpCode.PRelu] = ArithmeticWords.PRelu,
        [OpCode.BinaryMath] = ArithmeticWords.Function,
        [OpCode.Where] = ArithmeticWords.Where,
        [OpCode.Relu] = UnaryWords.Plain("Relu"),
        [OpCode.Relu6] = UnaryWords.Relu6,
        [OpCode.LeakyRelu] = UnaryWords.LeakyRelu,
        [OpCode.HardSwish] = UnaryWords.Plain("HardSwish"),
        [OpCode.Logistic] = UnaryWords.Plain("Sigmoid"),
        [OpCode.Tanh] = UnaryWords.Plain("Tanh"),
        [OpCode.Rsqrt] = UnaryWords.Rsqrt,
        [OpCode.Softmax] = UnaryWords.Softmax,
        [OpCode.LogSoftmax] = UnaryWords.LogSoftmax,
        [OpCode.UnaryMath] = UnaryWords.Function,
        [OpCode.Lookup] = ConversionWords.Lookup,
        [OpCode.Quantize] = ConversionWords.Quantize,
        [OpCode.QuantizeLinear] = ConversionWords.Quantize,
        [OpCode.Dequantize] = ConversionWords.Dequantize,
        [OpCode.Cast] = ConversionWords.Cast,
        [OpCode.AveragePool2D] = PoolWords.Average,
        [OpCode.MaxPool2D] = PoolWords.Max,
        [OpCode.ResizeNearestNeighbor] = PoolWords.ResizeNearest,
        [OpCode.ResizeBilinear] = PoolWords.ResizeBilinear,
        [OpCode.Mean] = ReductionWords.Mean,
        [OpCode.Reduce] = ReductionWords.Reduce,
        [OpCode.ArgMax] = ReductionWords.ArgMax,
        [OpCode.TopK] = ReductionWords.TopK,
        [OpCode.CumSum] = ReductionWords.CumSum,
        [OpCode.Normalize] = ReductionWords.Normalize,
        [OpCode.Reshape] = MovementWords.Reshape,
        [OpCode.Squeeze] = MovementWords.Reshape,
        [OpCode.ExpandDims] = MovementWords.Reshape,
        [OpCode.Transpose] = MovementWords.Transpose,
        [OpCode.Expand] = MovementWords.Expand,
        [OpCode.SpaceToBatchNd] = MovementWords.SpaceToBatch,
        [OpCode.BatchToSpaceNd] = MovementWords.BatchToSpace,
        [OpCode.Pad] = PaddingWords.Pad,
        [OpCode.PadV2] = PaddingWords.PadV2,
        [OpCode.Slice] = SliceWords.Slice,
        [OpCode.StridedSlice] = SliceWords.StridedSlice,
        [OpCode.Concatenation] = SliceWords.Concatenation,
        [OpCode.Split] = SliceWords.Split,
        [OpCode.Pack] = SliceWords.Pack,
        [OpCode.Unpack] = SliceWords.Unpack,
        [OpCode.Gather] = IndexWords.Gather,
        [OpCode.GatherElements] = IndexWords.GatherElements,
        [OpCode.GatherNd] = IndexWords.GatherNd,
        [OpCode.ScatterElements] = IndexWords.ScatterElements,
        [OpCode.ScatterNd] = IndexWords.ScatterNd,
        [OpCode.Recurrent] = RecurrentWords.Recurrent,
    };

    /// <summary>Null where ONNX has no words for the operator.</summary>
    public static OnnxWord? For(OpCode opCode) => Words.GetValueOrDefault(opCode);
}
