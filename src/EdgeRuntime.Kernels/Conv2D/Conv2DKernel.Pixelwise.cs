using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// int8, a window of one tap on every input pixel: the pixels are the rows of a product. They are the units, which splits narrow outputs
/// more evenly than rows; of a single pixel the units are blocks of channels.
/// </summary>
public static unsafe partial class Conv2DKernel
{
    /// <summary>Output pixels see the input pixels at the same place.</summary>
    private static bool IsPixelwise(Conv2D record, Shape input, Shape weights, Shape output) =>
        weights.Product(1, 3) == 1 && record.StrideH == 1 && record.StrideW == 1 && record.PadTop == 0 && record.PadLeft == 0
        && output[1] == input[1] && output[2] == input[2];

    private static (int Units, UnitBytes Unit) PixelUnits(StepView step, int blockChannels)
    {
        var output = step.Outputs[0].Shape;
        return output.Product(0, 3) == 1 ? (Blocks(output, blockChannels), new UnitBytes(blockChannels)) : (output.Product(0, 3), UnitBytes.SamePixels(step));
    }

    private static int Blocks(Shape output, int blockChannels) => (output[3] + blockChannels - 1) / blockChannels;

    /// <summary>What units [begin, end) of <see cref="PixelUnits"/> are.</summary>
    private readonly struct PixelPart(StepContext* step, int begin, int end, int blockChannels)
    {
        private readonly bool _isSingle = step->Outputs[0].Shape.Product(0, 3) == 1;

        public int Pixels => _isSingle ? 1 : end - begin;

        public int FirstBlock => _isSingle ? begin : 0;

        public int EndBlock => _isSingle ? end : Blocks(step->Outputs[0].Shape, blockChannels);

        /// <summary>First byte of the first pixel.</summary>
        public sbyte* Input => FirstOf(step->Inputs[0]);

        /// <summary>The same of the output, whichever the blocks are.</summary>
        public sbyte* Output => FirstOf(step->Outputs[0]);

        private sbyte* FirstOf(in Operand pixels) => pixels.As<sbyte>() + (_isSingle ? 0 : (nint)begin * pixels.Shape[3]);
    }
}
