namespace EdgeRuntime.Model;

/// <summary>Operators of the format. Numbers are part of the file and are never reused.</summary>
public enum OpCode : ushort
{
    Conv2D = 1,
    DepthwiseConv2D = 2,
    FullyConnected = 3,
    TransposeConv = 4,
    BatchMatMul = 5,

    Add = 10,
    Sub = 11,
    Mul = 12,
    Minimum = 13,
    Maximum = 14,
    SquaredDifference = 15,
    PRelu = 16,

    Relu = 20,
    Relu6 = 21,
    LeakyRelu = 22,
    HardSwish = 23,
    Logistic = 24,
    Tanh = 25,
    Rsqrt = 26,
    Softmax = 27,
    LogSoftmax = 28,
    Lookup = 29,

    Quantize = 30,
    Dequantize = 31,
    Cast = 32,

    AveragePool2D = 40,
    MaxPool2D = 41,
    Mean = 42,
    ArgMax = 43,
    ResizeNearestNeighbor = 44,
    ResizeBilinear = 45,

    Reshape = 50,
    Squeeze = 51,
    ExpandDims = 52,
    Transpose = 53,
    Concatenation = 54,
    Split = 55,
    Slice = 56,
    StridedSlice = 57,
    Pack = 58,
    Unpack = 59,
    Pad = 60,
    PadV2 = 61,
    Gather = 62,
    ReverseSequence = 63,
    SpaceToBatchNd = 64,
    BatchToSpaceNd = 65,

    Svdf = 70,
    UnidirectionalSequenceLstm = 71,

    ReadVariable = 80,
    AssignVariable = 81,

    UnaryMath = 100,
    BinaryMath = 101,
    Where = 102,
    Reduce = 103,
    CumSum = 104,
    Normalize = 105,
    LocalResponseNormalization = 106,
    QuantizeLinear = 107,
    MatMulInteger = 108,
}
