using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>scale * (x - zeroPoint), with one scale for the tensor or one for each index of the channel axis.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Dequantize : IOperatorRecord<Dequantize>
{
    /// <summary>Axis of the input's channel scales; 0 when it has one scale for the tensor.</summary>
    public int ChannelAxis;

    public static OpCode OpCode => OpCode.Dequantize;

    public static void Check(in Dequantize record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Int8, ElementType.UInt8, ElementType.Int16, ElementType.Int32);
        Law.TypeOf("output", output, ElementType.Float32);
        Law.ShapeOf("output", output, input.Shape);
        if (!input.IsPerChannel)
        {
            Law.Range("channelAxis", record.ChannelAxis, 0, 0);
            Law.PerTensor("input", input);
            return;
        }

        Law.Range("channelAxis", record.ChannelAxis, 0, input.Shape.Rank - 1);
        Law.Range("channelAxis", record.ChannelAxis, input.ChannelAxis, input.ChannelAxis);
        Law.Require(FaultKind.ScaleCount, input.ChannelScales.Length == input.Shape[input.ChannelAxis], "channel scales",
            $"{input.Shape[input.ChannelAxis]}", input.ChannelScales.Length);
    }

    public static bool MayRunInPlace(in Dequantize record, OperandSet operands, int input) =>
        operands.Inputs[0].Type.SizeBytes() == operands.Outputs[0].Type.SizeBytes();
}
