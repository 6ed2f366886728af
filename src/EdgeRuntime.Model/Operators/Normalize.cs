using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Brings every group of elements, those that share their place on the other axes, to a common size. What all members of a group of
/// size 0 become is 0. Layer, instance, group and RMS normalization are this over different axes; their scales and biases are factors and
/// summands of their own.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Normalize : IOperatorRecord<Normalize>
{
    public Normalization Kind;

    /// <summary>Bit i set: elements along axis i belong to one group.</summary>
    public int AxisMask;

    /// <summary>At or above 0.</summary>
    public float Epsilon;

    public static OpCode OpCode => OpCode.Normalize;

    public static void Check(in Normalize record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Float32);
        Law.TypeOf("output", output, ElementType.Float32);
        Law.ShapeOf("output", output, input.Shape);
        Law.Range("kind", (int)record.Kind, (int)Normalization.MeanVariance, (int)Normalization.L2);
        Law.Range("axis mask", record.AxisMask, 0, (1 << input.Shape.Rank) - 1);
        Law.Finite("epsilon", record.Epsilon);
        Law.Require(FaultKind.Parameter, record.Epsilon >= 0, "epsilon", "at or above 0", record.Epsilon);
    }
}
