using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

/// <summary>int8 pooling with few and many channels, windows cut by the border.</summary>
public static class PoolCases
{
    public static IParityCase NextAverage(Random random) => Next(random, window => new AveragePool2D { Window = window });

    public static IParityCase NextMax(Random random) => Next(random, window => new MaxPool2D { Window = window });

    private static ParityCase<T> Next<T>(Random random, Func<PoolWindow, T> recordOf) where T : unmanaged, IOperatorRecord<T>
    {
        var window = new PoolWindow
        {
            FilterH = random.Next(1, 6),
            FilterW = random.Next(1, 6),
            StrideH = random.Next(1, 4),
            StrideW = random.Next(1, 4),
            Activation = Draw.Activation(random),
        };
        var h = WindowAxis.Next(random, window.FilterH, window.StrideH, 1);
        var w = WindowAxis.Next(random, window.FilterW, window.StrideW, 1);
        (window.PadTop, window.PadLeft) = (h.PadBefore, w.PadBefore);
        var (batch, channels) = (random.Next(1, 3), random.Next(1, 50));
        var input = Draw.Input(random, new Shape(batch, h.Extent, w.Extent, channels));
        var output = TestTensor.Output<sbyte>(new Shape(batch, h.Positions, w.Positions, channels), input.Info.Scale, input.Info.ZeroPoint);
        return new ParityCase<T>(recordOf(window), [input], output);
    }
}
