using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// output = input * transpose(weights) + bias. Inputs: input of any shape, read as (batch, depth); weights (units, depth);
/// bias (units) or none. Output of any shape whose last dimension is units and whose others hold batch elements.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct FullyConnected : IOperatorRecord<FullyConnected>
{
    /// <summary>Rows of a multiple of so many bytes are multiplied where they lie.</summary>
    public const int RowStep = 8;

    /// <summary>Other rows are copied to scratch, so many at a time.</summary>
    public const int CopiedRows = 8;

    public Activation Activation;

    public static OpCode OpCode => OpCode.FullyConnected;

    public static void Check(in FullyConnected record, OperandSet operands)
    {
        Law.Counts(operands, 2, 3);
        var (input, weights, bias, output) = (operands.Inputs[0], operands.Inputs[1], operands.Input(2), operands.Outputs[0]);
        Law.Present("input", input);
        Law.Present("weights", weights);
        Law.RankOf("weights", weights, 2, 2);
        Law.RankOf("output", output, 1, Shape.MaxRank);
        var (units, depth) = (weights.Shape[0], weights.Shape[1]);
        ConvolutionLaw.Types(input, weights, bias, output, units);
        ConvolutionLaw.Quantization(input, weights, output, 0, units, asymmetricWeights: true);
        ConvolutionLaw.FusedActivation(record.Activation);
        var elements = input.Shape.ElementCount;
        Law.Require(FaultKind.OperandShape, elements % depth == 0, "input element count", $"a multiple of {depth}", elements);
        Law.Require(FaultKind.OperandShape, output.Shape[-1] == units, "output's last dimension", $"{units}", output.Shape[-1]);
        Law.ElementsOf("output", output, (long)(elements / depth) * units);
    }

    /// <summary>int8: input rows that tiles cannot read in place, each rounded up to 16.</summary>
    public static long ScratchBytes(in FullyConnected record, OperandSet operands)
    {
        var (input, depth) = (operands.Inputs[0], operands.Inputs[1].Shape[1]);
        return input.Type == ElementType.Int8 && depth % RowStep != 0
            ? Math.Min(input.Shape.ElementCount / depth, CopiedRows) * ((depth + 15L) & ~15L)
            : 0;
    }

    public static long Macs(in FullyConnected record, OperandSet operands) =>
        (long)operands.Inputs[0].Shape.ElementCount * operands.Inputs[1].Shape[0];
}
