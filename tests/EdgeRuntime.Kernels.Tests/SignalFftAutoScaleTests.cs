using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class SignalFftAutoScaleTests
{
    [Theory]
    [InlineData(new short[] { 100, -300 }, 6, new short[] { 6400, -19200 })]
    [InlineData(new short[] { 0, 0 }, 15, new short[] { 0, 0 })]
    [InlineData(new short[] { 1, -1 }, 14, new short[] { 16384, -16384 })]
    [InlineData(new short[] { 32767, 5 }, 0, new short[] { 32767, 5 })]
    [InlineData(new short[] { 5, -32768 }, 0, new short[] { 5, -32768 })]
    public void FillsSixteenBits(short[] samples, int bits, short[] expected)
    {
        var shape = new Shape(samples.Length);
        var y = StepRunner.Run(
            default(SignalFftAutoScale), [TestTensor.Of<short>(shape, samples)], [TestTensor.Output<short>(shape), TestTensor.Output<int>(new Shape())]);
        Assert.Equal(expected, MemoryMarshal.Cast<byte, short>(y[0]).ToArray());
        Assert.Equal(bits, BitConverter.ToInt32(y[1]));
    }
}
