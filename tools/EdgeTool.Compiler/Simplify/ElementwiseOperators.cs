using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Operators that compute each element of the output from the same element of operands that broadcast to its shape.</summary>
internal static class ElementwiseOperators
{
    /// <summary>Whether moving axes of all operands and of the output together changes nothing else.</summary>
    public static bool Includes(Node node) => node.OpCode switch
    {
        OpCode.Add or OpCode.Sub or OpCode.Mul or OpCode.Minimum or OpCode.Maximum or OpCode.SquaredDifference or OpCode.PRelu => true,
        OpCode.Relu or OpCode.Relu6 or OpCode.LeakyRelu or OpCode.HardSwish or OpCode.Logistic or OpCode.Tanh or OpCode.Rsqrt or OpCode.Cast => true,
        OpCode.UnaryMath or OpCode.BinaryMath or OpCode.Where => true,
        OpCode.Quantize or OpCode.QuantizeLinear or OpCode.Dequantize => node.Inputs[0]!.ChannelAxis < 0 && node.Outputs[0].ChannelAxis < 0,
        _ => false,
    } && node.Outputs is [{ IsVariable: false }] && node.Inputs.All(v => v is { IsVariable: false, ChannelAxis: < 0 });
}
