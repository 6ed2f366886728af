using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// One number made of the elements along some axes. float32; int32 and int64 (wrapping) but for logarithms and L2; Max and Min of every type.
/// Integers are plain numbers, or keep their input's quantization where they are only compared.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Reduce : IOperatorRecord<Reduce>
{
    public ReduceFunction Function;

    /// <summary>Bit i set: axis i is reduced.</summary>
    public int AxisMask;

    /// <summary>1: reduced axes stay, with size 1; 0: they vanish.</summary>
    public int KeepDims;

    public static OpCode OpCode => OpCode.Reduce;

    private readonly ReadOnlySpan<ElementType> InputTypes => Function switch
    {
        ReduceFunction.Max or ReduceFunction.Min =>
        [
            ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32, ElementType.Int64, ElementType.Bool,
        ],
        ReduceFunction.L2 or ReduceFunction.LogSum or ReduceFunction.LogSumExp => [ElementType.Float32],
        _ => [ElementType.Float32, ElementType.Int32, ElementType.Int64],
    };

    public static void Check(in Reduce record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.Require(FaultKind.Parameter, Enum.IsDefined(record.Function), "function", "a number of ReduceFunction", (int)record.Function);
        Law.TypeOf("input", input, record.InputTypes);
        Law.TypeOf("output", output, input.Type);
        Law.SameQuantization("input and output", input, output);
        Law.Range("axis mask", record.AxisMask, 0, (1 << input.Shape.Rank) - 1);
        Law.Range("keep dims", record.KeepDims, 0, 1);
        Law.ShapeOf("output", output, ReductionLaw.OutputShape(input.Shape, record.AxisMask, record.KeepDims == 1, out _));
    }
}
