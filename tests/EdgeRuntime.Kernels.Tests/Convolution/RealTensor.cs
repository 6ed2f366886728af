using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

/// <summary>A tensor as the real numbers that it stands for: the side of every comparison that knows no integers.</summary>
internal sealed record RealTensor(Shape Shape, double[] Values)
{
    public double this[int a, int b, int c, int d] => Values[(((((a * Shape[1]) + b) * Shape[2]) + c) * Shape[3]) + d];

    /// <summary>scale * (stored - zeroPoint), per channel where the tensor is.</summary>
    public static RealTensor From(TestTensor tensor)
    {
        var info = tensor.Info;
        var values = new double[info.Shape.ElementCount];
        var inner = info.IsPerChannel ? info.Shape.Product(info.ChannelAxis + 1, info.Shape.Rank) : 1;
        for (var i = 0; i < values.Length; i++)
        {
            var channel = info.IsPerChannel ? i / inner % info.Shape[info.ChannelAxis] : 0;
            values[i] = info.IsQuantized ? (double)info.ScaleOf(channel) * (Stored(tensor, i) - info.ZeroPoint) : Stored(tensor, i);
        }

        return new(info.Shape, values);
    }

    /// <summary>Bias in the units of the sums: input scale * weight scale of each channel; zeros when absent.</summary>
    public static double[] Bias(TestTensor bias, TestTensor input, TestTensor weights, int channels)
    {
        var values = new double[channels];
        for (var i = 0; i < channels && !bias.Info.IsAbsent; i++)
        {
            values[i] = Stored(bias, i) * (input.Info.IsQuantized ? (double)input.Info.Scale * weights.Info.ScaleOf(i) : 1);
        }

        return values;
    }

    /// <summary>
    /// Asserts that the stored output is the real one, rounded and clamped to the type and activation: within one step for
    /// integers, whose rescaling rounds twice (or with a multiplier of 16 bits), and mostly exact; 1e-5 for floats.
    /// </summary>
    public void AssertStoredAs(byte[] actual, OperandInfo info, Activation activation, string because)
    {
        var stored = new TestTensor(info, actual);
        var (low, high) = activation switch
        {
            Activation.Relu => (0, double.PositiveInfinity),
            Activation.ReluN1To1 => (-1, 1),
            Activation.Relu6 => (0, 6),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
        var exact = 0;
        for (var i = 0; i < Values.Length; i++)
        {
            var real = Math.Clamp(Values[i], low, high);
            if (!info.IsQuantized)
            {
                Assert.True(Math.Abs(real - Stored(stored, i)) <= 1e-5 * (1 + Math.Abs(real)), $"{because}: [{i}] {Stored(stored, i)}, not {real}");
                continue;
            }

            var (min, max) = info.Type.QuantizedRange();
            var expected = Math.Clamp(Math.Round(real / info.Scale, MidpointRounding.AwayFromZero) + info.ZeroPoint, min, max);
            Assert.True(Math.Abs(expected - Stored(stored, i)) <= 1, $"{because}: [{i}] {Stored(stored, i)}, not {expected}");
            exact += expected == Stored(stored, i) ? 1 : 0;
        }

        Assert.True(!info.IsQuantized || exact * 2 >= Values.Length - 4, $"{because}: only {exact} of {Values.Length} are exact");
    }

    private static double Stored(TestTensor tensor, int index) => tensor.Info.Type switch
    {
        ElementType.Float32 => MemoryMarshal.Cast<byte, float>(tensor.Bytes)[index],
        ElementType.Int8 => (sbyte)tensor.Bytes[index],
        ElementType.UInt8 => tensor.Bytes[index],
        ElementType.Int16 => MemoryMarshal.Cast<byte, short>(tensor.Bytes)[index],
        ElementType.Int32 => MemoryMarshal.Cast<byte, int>(tensor.Bytes)[index],
        _ => MemoryMarshal.Cast<byte, long>(tensor.Bytes)[index],
    };
}
