using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Takes its input apart along one axis, which the outputs no longer have.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Unpack : IOperatorRecord<Unpack>
{
    /// <summary>Axis of the input that counts the outputs.</summary>
    public int Axis;

    public static OpCode OpCode => OpCode.Unpack;

    public static void Check(in Unpack record, OperandSet operands)
    {
        Law.Range("number of outputs", operands.Outputs.Length, 1, Shape.MaxDimension);
        Law.Counts(operands, 1, 1, operands.Outputs.Length);
        var input = operands.Inputs[0];
        MovementLaw.Movable("input", input);
        Law.RankOf("input", input, 1, Shape.MaxRank);
        Law.Range("axis", record.Axis, 0, input.Shape.Rank - 1);
        for (var i = 0; i < operands.Outputs.Length; i++)
        {
            var output = operands.Outputs[i];
            Law.TypeOf($"output {i}", output, input.Type);
            Law.RankOf($"output {i}", output, input.Shape.Rank - 1, input.Shape.Rank - 1);
            Law.ShapeOf("input", input, Pack.Insert(output.Shape, record.Axis, operands.Outputs.Length));
        }
    }
}
