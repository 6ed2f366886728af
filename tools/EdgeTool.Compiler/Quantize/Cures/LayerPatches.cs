using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Visits the patches of an input that a layer's filters are multiplied with, zeros where a window reaches over the border.</summary>
internal static class LayerPatches
{
    public delegate void Visitor(int group, ReadOnlySpan<float> patch);

    /// <summary>Whether the layer's patches can be listed; those of a transposed convolution depend on the output's position.</summary>
    public static bool Covers(WeightedLayer layer) => layer.Node.OpCode is OpCode.Conv2D or OpCode.DepthwiseConv2D or OpCode.FullyConnected;

    /// <param name="layer">The layer.</param>
    /// <param name="input">Its whole input, real numbers.</param>
    /// <param name="stride">Every how many-th output position is visited.</param>
    /// <param name="visit">Called for each position and group.</param>
    public static void Visit(WeightedLayer layer, ReadOnlySpan<float> input, int stride, Visitor visit)
    {
        switch (layer.Node.OpCode)
        {
            case OpCode.FullyConnected:
                for (var row = 0; row < input.Length; row += layer.FilterLength * stride)
                {
                    visit(0, input.Slice(row, layer.FilterLength));
                }

                break;
            case OpCode.Conv2D:
                var c = layer.Node.Record<Conv2D>();
                Windows(layer, new Window(c.StrideH, c.StrideW, c.DilationH, c.DilationW, c.PadTop, c.PadLeft), layer.Weights.Shape[3], input, stride, visit);
                break;
            case OpCode.DepthwiseConv2D:
                var d = layer.Node.Record<DepthwiseConv2D>();
                Windows(layer, new Window(d.StrideH, d.StrideW, d.DilationH, d.DilationW, d.PadTop, d.PadLeft), 1, input, stride, visit);
                break;
        }
    }

    private static void Windows(WeightedLayer layer, Window w, int groupChannels, ReadOnlySpan<float> input, int stride, Visitor visit)
    {
        var (inShape, outShape) = (layer.Node.Inputs[0]!.Shape, layer.Node.Outputs[0].Shape);
        var (inH, inW, inC) = (inShape[1], inShape[2], inShape[3]);
        var (kernelH, kernelW) = (layer.Weights.Shape[1], layer.Weights.Shape[2]);
        var patch = new float[layer.FilterLength];
        for (var position = 0; position < outShape.Product(0, 3); position += stride)
        {
            var (x, y, n) = (position % outShape[2], position / outShape[2] % outShape[1], position / (outShape[1] * outShape[2]));
            for (var group = 0; group < layer.Groups; group++)
            {
                for (var tap = 0; tap < kernelH * kernelW; tap++)
                {
                    var (iy, ix) = ((y * w.StrideH) - w.PadTop + (tap / kernelW * w.DilationH), (x * w.StrideW) - w.PadLeft + (tap % kernelW * w.DilationW));
                    var target = patch.AsSpan(tap * groupChannels, groupChannels);
                    if ((uint)iy < (uint)inH && (uint)ix < (uint)inW)
                    {
                        input.Slice((((((n * inH) + iy) * inW) + ix) * inC) + (group * groupChannels), groupChannels).CopyTo(target);
                    }
                    else
                    {
                        target.Clear();
                    }
                }

                visit(group, patch);
            }
        }
    }

    private readonly record struct Window(int StrideH, int StrideW, int DilationH, int DilationW, int PadTop, int PadLeft);
}
