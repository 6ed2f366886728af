using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace Laws.Tests;

/// <summary>The smallest step of each operator on elements of one type: asked of law and kernel, it tells whether they cover the type.</summary>
internal static class OperatorProbes
{
    private static readonly Shape Image = new(1, 4, 4, 4), Vector = new(1, 4), Halved = new(1, 2, 2, 4);

    private static readonly PoolWindow Window = new() { FilterH = 2, FilterW = 2, StrideH = 2, StrideW = 2 };

    /// <summary>Whether the operator's law and its reference kernel take elements of this type.</summary>
    public static bool Covers(OpCode opCode, ElementType type)
    {
        var (record, inputs, outputs) = Of(opCode, type);
        var operands = new OperandSet(inputs, outputs);
        try
        {
            OperatorLaws.For(opCode)!.Check(record, operands);
            return KernelCatalog.For(opCode)!.Variants[^1].Bind(new StepView(record, operands), out _);
        }
        catch (LawException e) when (e.Kind is FaultKind.OperandType)
        {
            return false;
        }
    }

    /// <summary>A new copy each time, free to be changed.</summary>
    public static Probe Of(OpCode opCode, ElementType type) => opCode switch
    {
        OpCode.Relu => Unary(default(Relu), type),
        OpCode.Relu6 => Unary(default(Relu6), type),
        OpCode.LeakyRelu => Unary(default(LeakyRelu), type),
        OpCode.HardSwish => Unary(default(HardSwish), type),
        OpCode.Rsqrt => Unary(default(Rsqrt), type),
        OpCode.Logistic => Step(default(Logistic), [Tensor(type)], [Probability(type)]),
        OpCode.Tanh => Step(default(Tanh), [Tensor(type)], [Fixed(type, 1f / 128, int8ZeroPoint: 0, uint8ZeroPoint: 128)]),
        OpCode.Softmax => Step(new Softmax { Beta = 1 }, [Tensor(type)], [Probability(type)]),
        OpCode.LogSoftmax => Step(default(LogSoftmax), [Tensor(type)], [Fixed(type, 16f / 256, int8ZeroPoint: 127, uint8ZeroPoint: 255)]),
        OpCode.Lookup => Step(default(Lookup), [Tensor(type), Tensor(type, new Shape(Lookup.TableLength), TensorKind.Constant)], [Tensor(type)]),
        OpCode.Quantize => Step(default(Quantize), [Tensor(ElementType.Float32)], [Tensor(type)]),
        OpCode.Dequantize => Step(default(Dequantize), [Tensor(type)], [Tensor(ElementType.Float32)]),
        OpCode.Cast => Unary(default(Cast), type),
        OpCode.Add => Binary(default(Add), type),
        OpCode.Sub => Binary(default(Sub), type),
        OpCode.Mul => Binary(default(Mul), type),
        OpCode.Minimum => Binary(default(Minimum), type),
        OpCode.Maximum => Binary(default(Maximum), type),
        OpCode.SquaredDifference => Binary(default(SquaredDifference), type),
        OpCode.PRelu => Step(default(PRelu), [Tensor(type), Tensor(WeightsOf(type))], [Tensor(type)]),
        _ => OfWindow(opCode, type) ?? OfMovement(opCode, type) ?? OfOnnx(opCode, type) ?? IndexProbes.Of(opCode, type) ?? SignalProbes.Of(opCode, type) ?? SignProbes.Of(opCode, type) ?? throw new NotSupportedException($"Write a probe for {opCode}."),
    };

    private static Probe? OfWindow(OpCode opCode, ElementType type) => opCode switch
    {
        OpCode.Conv2D => Step(new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1 },
            [Tensor(type), Tensor(WeightsOf(type), new Shape(4, 1, 1, 4))],
            [Tensor(type)]),
        OpCode.DepthwiseConv2D => Step(new DepthwiseConv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, DepthMultiplier = 1 },
            [Tensor(type), Tensor(WeightsOf(type), new Shape(1, 1, 1, 4))],
            [Tensor(type)]),
        OpCode.TransposeConv => Step(new TransposeConv { StrideH = 1, StrideW = 1 }, [Tensor(type), Tensor(WeightsOf(type), new Shape(4, 1, 1, 4))], [Tensor(type)]),
        OpCode.FullyConnected => Step(default(FullyConnected), [Tensor(type, Vector), Tensor(WeightsOf(type), new Shape(4, 4))], [Tensor(type, Vector)]),
        OpCode.BatchMatMul => Binary(default(BatchMatMul), type),
        OpCode.AveragePool2D => Step(new AveragePool2D { Window = Window }, [Tensor(type)], [Tensor(type, Halved)]),
        OpCode.MaxPool2D => Step(new MaxPool2D { Window = Window }, [Tensor(type)], [Tensor(type, Halved)]),
        OpCode.Mean => Step(new Mean { AxisMask = 0b0110, KeepDims = 1 }, [Tensor(type)], [Tensor(type, new Shape(1, 1, 1, 4))]),
        OpCode.ArgMax => Step(new ArgMax { Axis = 3 }, [Tensor(type)], [Tensor(ElementType.Int32, new Shape(1, 4, 4))]),
        OpCode.ResizeBilinear => Unary(default(ResizeBilinear), type),
        OpCode.ResizeNearestNeighbor => Unary(default(ResizeNearestNeighbor), type),
        OpCode.Svdf => Svdf(type),
        OpCode.UnidirectionalSequenceLstm => Lstm(type),
        _ => null,
    };

    private static Probe Svdf(ElementType type)
    {
        var time = type == ElementType.Int8 ? ElementType.Int16 : type;
        return Step(
            new Svdf { Rank = 1 },
            [Tensor(type, Vector), Tensor(type, new Shape(4, 4)), Tensor(time, new Shape(4, 2)), OperandInfo.Absent, Tensor(time, new Shape(1, 8), TensorKind.Variable)],
            [Tensor(type, Vector)]);
    }

    private static Probe Lstm(ElementType type)
    {
        var isFloat = type == ElementType.Float32;
        var weights = Enumerable.Repeat(Tensor(isFloat ? type : ElementType.Int8, new Shape(4, 4)), 2 * UnidirectionalSequenceLstm.Gates);
        var biases = Enumerable.Repeat(Tensor(isFloat ? type : ElementType.Int32, new Shape(4)), UnidirectionalSequenceLstm.Gates);
        var (hidden, cell) = (Tensor(type, Vector, TensorKind.Variable), Tensor(isFloat ? type : ElementType.Int16, Vector, TensorKind.Variable));
        var sequence = Tensor(type, new Shape(1, 2, 4));
        return Step(default(UnidirectionalSequenceLstm), [sequence, .. weights, .. biases, hidden, cell], [sequence]);
    }

    private static Probe? OfMovement(OpCode opCode, ElementType type) => opCode switch
    {
        OpCode.Reshape => Unary(default(Reshape), type),
        OpCode.Squeeze => Unary(default(Squeeze), type),
        OpCode.ExpandDims => Step(default(ExpandDims), [Tensor(type, Vector)], [Tensor(type, new Shape(1, 1, 4))]),
        OpCode.Transpose => Unary(new Transpose { Permutation = PerAxis.Of(0, 1, 2, 3) }, type),
        OpCode.Concatenation => Unary(default(Concatenation), type),
        OpCode.Split => Unary(default(Split), type),
        OpCode.Slice => Unary(default(Slice), type),
        OpCode.StridedSlice => Unary(new StridedSlice { Count = PerAxis.Of(1, 4, 4, 4), Stride = PerAxis.Of(1, 1, 1, 1) }, type),
        OpCode.Pack => Step(default(Pack), [Tensor(type, Vector)], [Tensor(type, new Shape(1, 1, 4))]),
        OpCode.Unpack => Step(default(Unpack), [Tensor(type, Vector)], [Tensor(type, new Shape(4))]),
        OpCode.Pad => Unary(default(Pad), type),
        OpCode.PadV2 => Step(default(PadV2), [Tensor(type), Tensor(type, new Shape(1))], [Tensor(type)]),
        OpCode.Gather => Step(default(Gather), [Tensor(type), Tensor(ElementType.Int32, new Shape(1))], [Tensor(type)]),
        OpCode.ReverseSequence => Step(new ReverseSequence { SequenceAxis = 1 }, [Tensor(type), Tensor(ElementType.Int32, new Shape(1))], [Tensor(type)]),
        OpCode.SpaceToBatchNd => Unary(new SpaceToBatchNd { BlockH = 1, BlockW = 1 }, type),
        OpCode.BatchToSpaceNd => Unary(new BatchToSpaceNd { BlockH = 1, BlockW = 1 }, type),
        OpCode.ReadVariable => Step(default(ReadVariable), [Tensor(type, Vector, TensorKind.Variable)], [Tensor(type, Vector)]),
        OpCode.AssignVariable => Step(default(AssignVariable), [Tensor(type, Vector)], [Tensor(type, Vector, TensorKind.Variable)]),
        _ => null,
    };

    private static Probe? OfOnnx(OpCode opCode, ElementType type) => opCode switch
    {
        OpCode.UnaryMath => Unary(new UnaryMath { Function = UnaryFunction.Neg }, type),
        OpCode.BinaryMath => Binary(new BinaryMath { Function = BinaryFunction.Div }, type),
        OpCode.Where => Step(default(Where), [Tensor(ElementType.Bool), Tensor(type), Tensor(type)], [Tensor(type)]),
        OpCode.Reduce => Step(new Reduce { Function = ReduceFunction.Max, AxisMask = 0b0110, KeepDims = 1 }, [Tensor(type)], [Tensor(type, new Shape(1, 1, 1, 4))]),
        OpCode.CumSum => Unary(new CumSum { Axis = 1 }, type),
        OpCode.Normalize => Unary(new Normalize { AxisMask = 0b0110 }, type),
        OpCode.LocalResponseNormalization => Unary(new LocalResponseNormalization { Axis = 3, Size = 3, Alpha = 1, Beta = 1, Bias = 1 }, type),
        OpCode.QuantizeLinear => Step(default(QuantizeLinear), [Tensor(ElementType.Float32)], [Tensor(type)]),
        OpCode.MatMulInteger => Step(default(MatMulInteger), [Tensor(type), Tensor(type), Tensor(type, new Shape(1))], [Tensor(ElementType.Int32)]),
        _ => null,
    };

    private static Probe Unary<T>(T record, ElementType type) where T : unmanaged, IOperatorRecord<T> => Step(record, [Tensor(type)], [Tensor(type)]);

    private static Probe Binary<T>(T record, ElementType type) where T : unmanaged, IOperatorRecord<T> =>
        Step(record, [Tensor(type), Tensor(type)], [Tensor(type)]);

    internal static Probe Step<T>(T record, OperandInfo[] inputs, OperandInfo[] outputs) where T : unmanaged, IOperatorRecord<T> =>
        new(OperatorRecords.ToBytes(record), inputs, outputs);

    private static ElementType WeightsOf(ElementType type) => type == ElementType.Int16 ? ElementType.Int8 : type;

    internal static OperandInfo Tensor(ElementType type, Shape? shape = null, TensorKind kind = TensorKind.Arena) =>
        new(type, shape ?? Image, kind, 0.5f);

    /// <summary>An output whose quantization the operator prescribes; 1/32768 for 16 bits.</summary>
    private static OperandInfo Fixed(ElementType type, float scale, int int8ZeroPoint, int uint8ZeroPoint) => Tensor(type) with
    {
        Scale = type == ElementType.Int16 ? 1f / 32768 : scale,
        ZeroPoint = type switch { ElementType.Int8 => int8ZeroPoint, ElementType.UInt8 => uint8ZeroPoint, _ => 0 },
    };

    private static OperandInfo Probability(ElementType type) => Fixed(type, 1f / 256, -128, 0);

    internal sealed record Probe(byte[] Record, OperandInfo[] Inputs, OperandInfo[] Outputs);
}
