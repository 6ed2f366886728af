using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Joins its inputs along <see cref="Axis"/>. Elements are copied as they are, except uint8 inputs whose quantization differs from
/// the output's, which are rescaled.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Concatenation : IOperatorRecord<Concatenation>
{
    public int Axis;

    public static OpCode OpCode => OpCode.Concatenation;

    public static void Check(in Concatenation record, OperandSet operands)
    {
        Law.Counts(operands, 1, int.MaxValue);
        var output = operands.Outputs[0];
        MovementLaw.Movable("output", output);
        Law.Range("axis", record.Axis, 0, output.Shape.Rank - 1);
        var sum = 0L;
        for (var i = 0; i < operands.Inputs.Length; i++)
        {
            var input = operands.Inputs[i];
            Law.TypeOf($"input {i}", input, output.Type);
            MovementLaw.ShapeBut(record.Axis, $"input {i}", input, output.Shape);
            sum += input.Shape[record.Axis];
            if (NeedsRescale(input, output))
            {
                Law.PerTensor($"input {i}", input);
                Law.PerTensor("output", output);
            }
        }

        Law.Require(FaultKind.OperandShape, sum == output.Shape[record.Axis], "output shape along the axis", $"{sum}", output.Shape[record.Axis]);
    }

    /// <summary>Where an input's elements go, when they stay together and keep their values.</summary>
    public static long PlaceInOutput(in Concatenation record, OperandSet operands, int input)
    {
        var output = operands.Outputs[0];
        if (output.Shape.Product(0, record.Axis) != 1 || NeedsRescale(operands.Inputs[input], output))
        {
            return -1;
        }

        var place = 0L;
        for (var i = 0; i < input; i++)
        {
            place += operands.Inputs[i].ByteLength;
        }

        return place;
    }

    /// <summary>Whether the elements of one input change value on their way to the output.</summary>
    public static bool NeedsRescale(OperandInfo input, OperandInfo output) =>
        input.Type == ElementType.UInt8 && (!input.Scale.Equals(output.Scale) || input.ZeroPoint != output.ZeroPoint);
}
