using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Convolutions. Paddings behind follow from the output's shape, as in the records.</summary>
internal static class ConvolutionTwins
{
    public static Tensor[] Conv2D(TwinCall call)
    {
        var record = call.Record<Conv2D>();
        var (weights, shape) = (call.Weight(1)!, call.Node.Inputs[1]!.Shape);
        if (shape[1] * shape[2] == 1 && shape[3] == call.ShapeOf(0)[3])
        {
            return Pointwise(call, record, weights);
        }

        var (x, padding) = Padded(call, (record.PadTop, record.PadLeft), (record.StrideH, record.StrideW), (record.DilationH, record.DilationW), (shape[1], shape[2]));
        var sums = nn.functional.conv2d(
            x, weights.permute(0, 3, 1, 2), Bias(call), [record.StrideH, record.StrideW], padding, [record.DilationH, record.DilationW], call.ShapeOf(0)[3] / shape[3]);
        return call.FromImages(call.Finish(sums, record.Activation));
    }

    /// <summary>
    /// One tap is a matrix product over the channels of every pixel that the strides take. torch's convolution of one tap gives wrong sums on several
    /// threads and damages the heap while it is trained with strides over NHWC images (oneDNN 3.7.1).
    /// </summary>
    private static Tensor[] Pointwise(TwinCall call, Conv2D record, Tensor weights)
    {
        var (input, output) = (call.ShapeOf(0), call.OutputShape());
        var taken = call.Input(0).reshape(-1, input[1], input[2], input[3]).slice(1, 0, input[1], record.StrideH).slice(2, 0, input[2], record.StrideW);
        var sums = nn.functional.linear(taken.reshape(-1, input[3]), weights.reshape(output[3], input[3]), Bias(call));
        return call.FromImages(call.Finish(sums.reshape(-1, output[1], output[2], output[3]).permute(0, 3, 1, 2), record.Activation));
    }

    public static Tensor[] DepthwiseConv2D(TwinCall call)
    {
        var record = call.Record<DepthwiseConv2D>();
        var (weights, shape) = (call.Weight(1)!, call.Node.Inputs[1]!.Shape);
        var (x, padding) = Padded(call, (record.PadTop, record.PadLeft), (record.StrideH, record.StrideW), (record.DilationH, record.DilationW), (shape[1], shape[2]));
        var sums = nn.functional.conv2d(
            x, weights.permute(3, 0, 1, 2), Bias(call), [record.StrideH, record.StrideW], padding, [record.DilationH, record.DilationW], call.ShapeOf(0)[3]);
        return call.FromImages(call.Finish(sums, record.Activation));
    }

    /// <summary>
    /// A convolution with turned weights over the input spread out by the strides: torch's own transposed convolution gives wrong sums for more
    /// than one image at stride 1 (oneDNN 3.7.1).
    /// </summary>
    public static Tensor[] TransposeConv(TwinCall call)
    {
        var record = call.Record<TransposeConv>();
        var (shape, input, output) = (call.Node.Inputs[1]!.Shape, call.ShapeOf(0), call.OutputShape());
        var (kernelH, kernelW) = (shape[1], shape[2]);
        var spread = Spread(Spread(call.Images(0), 2, record.StrideH), 3, record.StrideW);
        var padded = nn.functional.pad(spread,
        [
            kernelW - 1 - record.PadLeft, output[2] - (((input[2] - 1) * record.StrideW) + 1) + record.PadLeft,
            kernelH - 1 - record.PadTop, output[1] - (((input[1] - 1) * record.StrideH) + 1) + record.PadTop,
        ]);
        return call.FromImages(call.Finish(nn.functional.conv2d(padded, call.Weight(1)!.permute(0, 3, 1, 2).flip(2, 3), Bias(call)), record.Activation));
    }

    /// <summary>stride - 1 zeros between neighbours along an axis.</summary>
    private static Tensor Spread(Tensor x, int axis, int stride)
    {
        if (stride == 1)
        {
            return x;
        }

        var apart = x.unsqueeze(axis + 1);
        var pads = new long[2 * (x.Dimensions - axis)];
        pads[^1] = stride - 1;
        var shape = x.shape;
        shape[axis] *= stride;
        return nn.functional.pad(apart, pads).reshape(shape).narrow(axis, 0, shape[axis] - stride + 1);
    }

    private static Tensor? Bias(TwinCall call) => call.Weight(2)?.reshape(-1);

    /// <summary>Images and the padding that torch adds on both sides; padded beforehand where the sides differ.</summary>
    private static (Tensor Images, long[] Padding) Padded(
        TwinCall call, (int H, int W) before, (int H, int W) stride, (int H, int W) dilation, (int H, int W) kernel)
    {
        var (input, output, images) = (call.ShapeOf(0), call.OutputShape(), call.Images(0));
        var bottom = After(input[1], output[1], before.H, stride.H, dilation.H, kernel.H);
        var right = After(input[2], output[2], before.W, stride.W, dilation.W, kernel.W);
        return bottom == before.H && right == before.W
            ? (images, [before.H, before.W])
            : (nn.functional.pad(images, [before.W, right, before.H, bottom]), [0, 0]);
    }

    /// <summary>Padding behind an axis, so that the last window ends in it; never negative, as a rest of the input is not read anyway.</summary>
    internal static int After(int input, int output, int before, int stride, int dilation, int kernel) =>
        Math.Max(0, ((output - 1) * stride) + ((kernel - 1) * dilation) + 1 - input - before);
}
