using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// What one core of a board does in a nanosecond with int8 operands: modelled for the loops of the arm64 program (llvm-mca, all loads being
/// hits), timed on x64. Enough to compare nets on a board, not to promise a time there.
/// </summary>
/// <param name="Convolution">Multiply-accumulates of Conv2D and what else has tiles of pixels.</param>
/// <param name="Row">Of FullyConnected, whose single row shares less.</param>
/// <param name="Depthwise">Of DepthwiseConv2D.</param>
/// <param name="Clock">Against that of Cortex-A76, with which everything else is scaled.</param>
public sealed record BoardSpeed(double Convolution, double Row, double Depthwise, double Clock)
{
    /// <summary>Bytes that vectors pass, and bytes and products of plain code, in a nanosecond of the reference clock.</summary>
    private const double VectorBytes = 24, PlainBytes = 0.5, PlainProducts = 1;

    /// <summary>Nanoseconds of one node.</summary>
    /// <param name="opCode">Operator.</param>
    /// <param name="isVector">It has vectors on this board.</param>
    /// <param name="products">Multiply-accumulates, those of unused lanes included.</param>
    /// <param name="elements">Of all operands, a byte each.</param>
    public double Nanoseconds(OpCode opCode, bool isVector, double products, double elements)
    {
        var rate = !isVector ? PlainProducts * Clock : opCode switch
        {
            OpCode.FullyConnected => Row,
            OpCode.DepthwiseConv2D => Depthwise,
            _ => Convolution,
        };
        return (products / rate) + (elements / ((isVector ? VectorBytes : PlainBytes) * Clock));
    }
}
