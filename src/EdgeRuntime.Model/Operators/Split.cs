using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Cuts its input along <see cref="Axis"/> into as many parts as there are outputs, equal or not, in order.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Split : IOperatorRecord<Split>
{
    public int Axis;

    public static OpCode OpCode => OpCode.Split;

    public static void Check(in Split record, OperandSet operands)
    {
        Law.Range("number of outputs", operands.Outputs.Length, 1, int.MaxValue);
        Law.Counts(operands, 1, 1, operands.Outputs.Length);
        var input = operands.Inputs[0];
        MovementLaw.Movable("input", input);
        Law.Range("axis", record.Axis, 0, input.Shape.Rank - 1);
        var sum = 0L;
        for (var i = 0; i < operands.Outputs.Length; i++)
        {
            Law.TypeOf($"output {i}", operands.Outputs[i], input.Type);
            MovementLaw.ShapeBut(record.Axis, $"output {i}", operands.Outputs[i], input.Shape);
            sum += operands.Outputs[i].Shape[record.Axis];
        }

        Law.Require(FaultKind.OperandShape, sum == input.Shape[record.Axis], "sum of the outputs along the axis", $"{input.Shape[record.Axis]}", sum);
    }
}
