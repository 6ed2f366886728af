using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Products of rows of signs (Rastegari et al. 2016, XNOR-Net), packed as <see cref="SignWords"/>. Inputs: input of any shape, read as
/// (batch, words); weights (units, words); then what <see cref="BinaryLaw"/> says of the output: signs, words of (..., units), or int8 or
/// float32 (..., units). Words may leave bits unused anywhere, as long as these are 0 on both sides.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct BinaryFullyConnected : IOperatorRecord<BinaryFullyConnected>
{
    /// <summary>Signs of one row.</summary>
    public int Depth;

    /// <summary>None where the output is signs.</summary>
    public Activation Activation;

    public static OpCode OpCode => OpCode.BinaryFullyConnected;

    public static void Check(in BinaryFullyConnected record, OperandSet operands)
    {
        BinaryLaw.Operands(operands, record.Activation);
        var (input, weights, output) = (operands.Inputs[0], operands.Inputs[1], operands.Outputs[0]);
        Law.RankOf("weights", weights, 2, 2);
        Law.RankOf("output", output, 1, Shape.MaxRank);
        var (units, words) = (weights.Shape[0], weights.Shape[1]);
        BinaryLaw.Depth("depth", record.Depth, words, 1);
        var elements = input.Shape.ElementCount;
        Law.Require(FaultKind.OperandShape, elements % words == 0, "input element count", $"a multiple of {words}", elements);
        var last = BinaryLaw.LastDimension(output, units);
        Law.Require(FaultKind.OperandShape, output.Shape[-1] == last, "output's last dimension", $"{last}", output.Shape[-1]);
        Law.ElementsOf("output", output, (long)(elements / words) * last);
    }

    public static long Macs(in BinaryFullyConnected record, OperandSet operands)
    {
        var weights = operands.Inputs[1].Shape;
        return (long)operands.Inputs[0].Shape.ElementCount / weights[1] * weights[0] * record.Depth;
    }
}
