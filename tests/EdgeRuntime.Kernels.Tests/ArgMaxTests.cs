using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class ArgMaxTests
{
    [Fact]
    public void OfEqualElementsTheFirst() =>
        Assert.Equal([1], Run<sbyte, int>(new Shape(1, 4), [-5, 7, 7, 3], 1, new Shape(1)));

    [Fact]
    public void AlongAnInnerAxis() =>
        Assert.Equal([1, 0, 1, 2, 2, 0], Run<float, int>(
            new Shape(2, 3, 3), [1, 9, 2, 3, 4, 8, 2, 5, 6, 0, 0, 7, 1, 1, 0, 2, 3, 0], 1, new Shape(2, 3)));

    [Fact]
    public void WideIndices() => Assert.Equal([2L, 0L], Run<byte, long>(new Shape(3, 2), [1, 255, 2, 9, 3, 8], 0, new Shape(2)));

    [Fact]
    public void TheLawRefusesAnAxisThatIsNotThere() =>
        Assert.Throws<LawException>(() => Run<float, int>(new Shape(2, 2), [1, 2, 3, 4], 2, new Shape(2)));

    private static TIndex[] Run<T, TIndex>(Shape shape, T[] elements, int axis, Shape output) where T : unmanaged where TIndex : unmanaged =>
        MemoryMarshal.Cast<byte, TIndex>(StepRunner.Run(
            new ArgMax { Axis = axis }, [TestTensor.Of<T>(shape, elements, 1)], [TestTensor.Output<TIndex>(output)], workers: 2)[0]).ToArray();
}
