using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>What the TensorFlow Lite 8-bit quantization specification asks of an operator's tensors.</summary>
internal enum QuantizationRule
{
    /// <summary>Stays float32, between conversions.</summary>
    Float,

    /// <summary>Constant int8 weights with a scale per output channel, a bias of scale input * weights.</summary>
    Weighted,

    /// <summary>Every tensor has its own scale.</summary>
    Free,

    /// <summary>The output's scale is given by the function: softmax, logistic, tanh.</summary>
    Fixed,

    /// <summary>Elements are copied: the output is stored as the first input.</summary>
    AsInput,

    /// <summary>A function of one element: with 8 bits, a table of 256 answers.</summary>
    Table,

    /// <summary>Elements of several inputs are copied or compared: all inputs are stored as the output.</summary>
    AsOutput,
}

/// <summary>The rule of each operator.</summary>
internal static class QuantizationRules
{
    public static QuantizationRule Of(Node node) =>
        node.Inputs.Any(v => v is { IsVariable: true }) || node.Outputs.Any(v => v.IsVariable) ? QuantizationRule.Float
        : WeightedLayer.Recognizes(node.OpCode) ? (WeightedLayer.TryOf(node) is null ? QuantizationRule.Float : QuantizationRule.Weighted)
        : node.OpCode switch
        {
            OpCode.Add or OpCode.Sub or OpCode.Mul or OpCode.SquaredDifference or OpCode.PRelu or OpCode.BatchMatMul => QuantizationRule.Free,
            OpCode.Relu or OpCode.Relu6 or OpCode.LeakyRelu or OpCode.HardSwish or OpCode.Rsqrt or OpCode.Mean or OpCode.ArgMax => QuantizationRule.Free,
            OpCode.UnaryMath => QuantizationRule.Table,
            OpCode.Softmax or OpCode.LogSoftmax or OpCode.Logistic or OpCode.Tanh => QuantizationRule.Fixed,
            OpCode.MaxPool2D or OpCode.AveragePool2D or OpCode.ResizeNearestNeighbor or OpCode.ResizeBilinear => QuantizationRule.AsInput,
            OpCode.Reshape or OpCode.Squeeze or OpCode.ExpandDims or OpCode.Transpose or OpCode.Split or OpCode.Slice or OpCode.StridedSlice => QuantizationRule.AsInput,
            OpCode.Unpack or OpCode.Pad or OpCode.PadV2 or OpCode.Gather or OpCode.ReverseSequence or OpCode.SpaceToBatchNd or OpCode.BatchToSpaceNd => QuantizationRule.AsInput,
            OpCode.Concatenation or OpCode.Pack or OpCode.Minimum or OpCode.Maximum => QuantizationRule.AsOutput,
            _ => QuantizationRule.Float,
        };

    /// <summary>Whether real numbers go in or come out; others are copied as they are.</summary>
    public static bool ComputesReals(Node node) => node.Inputs is [{ Type: ElementType.Float32 }, ..];

    /// <summary>The type that a node computes in where one was asked for: float32 where its rule has no integers of that type.</summary>
    public static ElementType TypeOf(Node node, ElementType asked) => Of(node) switch
    {
        QuantizationRule.Float => ElementType.Float32,
        QuantizationRule.Table when asked != ElementType.Int8 || node.Outputs[0].Type != ElementType.Float32 => ElementType.Float32,
        _ => asked,
    };

    /// <summary>The output format that a function prescribes.</summary>
    public static ValueFormat FixedFormat(OpCode opCode, ElementType type) => (opCode, type) switch
    {
        (OpCode.LogSoftmax, _) => new ValueFormat(type, 16f / 256, sbyte.MaxValue),
        (_, ElementType.Int16) => new ValueFormat(type, 1f / 32768),
        (OpCode.Tanh, _) => new ValueFormat(type, 1f / 128),
        _ => new ValueFormat(type, 1f / 256, sbyte.MinValue),
    };
}
