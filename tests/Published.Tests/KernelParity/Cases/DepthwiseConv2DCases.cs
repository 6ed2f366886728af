using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

public static class DepthwiseConv2DCases
{
    public static IParityCase Next(Random random)
    {
        var (kernelH, kernelW) = (random.Next(1, 6), random.Next(1, 6));
        var record = new DepthwiseConv2D
        {
            StrideH = random.Next(1, 4),
            StrideW = random.Next(1, 4),
            DilationH = random.Next(1, 3),
            DilationW = random.Next(1, 3),
            DepthMultiplier = random.Next(4) == 0 ? random.Next(1, 5) : 1,
            Activation = Draw.Activation(random),
        };
        var inC = random.Next(1, 60);
        var outC = inC * record.DepthMultiplier;
        var h = WindowAxis.Next(random, kernelH, record.StrideH, record.DilationH);
        var w = WindowAxis.Next(random, kernelW, record.StrideW, record.DilationW);
        (record.PadTop, record.PadLeft) = (h.PadBefore, w.PadBefore);
        var batch = random.Next(1, 3);
        var input = Draw.Input(random, new Shape(batch, h.Extent, w.Extent, inC));
        var weights = Draw.Weights(random, new Shape(1, kernelH, kernelW, outC), 3);
        var output = TestTensor.Output<sbyte>(new Shape(batch, h.Positions, w.Positions, outC),
            Draw.OutputScale(random, input, weights, kernelH * kernelW), Draw.ZeroPoint(random));
        return new ParityCase<DepthwiseConv2D>(record, [input, weights, Draw.Bias(random, outC)], output);
    }
}
