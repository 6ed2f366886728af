using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeTool.Training;

/// <summary>Which constants of a graph are learned: weights and biases, and factors and summands of one number per channel.</summary>
internal static class TwinWeights
{
    public static bool AreLearned(Node node, Value constant)
    {
        if (constant.Type != ElementType.Float32)
        {
            return false;
        }

        return node.OpCode switch
        {
            OpCode.Conv2D or OpCode.DepthwiseConv2D or OpCode.FullyConnected or OpCode.TransposeConv or OpCode.BatchMatMul or OpCode.PRelu => true,
            OpCode.Recurrent => node.Inputs.FindIndex(v => v == constant) is 1 or 2 or Recurrent.Biases or Recurrent.Peepholes,
            OpCode.UnidirectionalSequenceLstm => true,
            OpCode.Add or OpCode.Sub or OpCode.Mul or OpCode.BinaryMath => IsPerChannel(constant.Shape),
            _ => false,
        };
    }

    private static bool IsPerChannel(Shape shape) => shape.Rank > 0 && shape[-1] > 1 && shape.Product(0, shape.Rank - 1) == 1;
}
