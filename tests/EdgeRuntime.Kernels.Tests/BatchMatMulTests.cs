using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class BatchMatMulTests
{
    [Fact]
    public void FloatByHandBroadcastsTheRightMatrix()
    {
        // Two left rows (1, 2) and (3, 4), in two batches, times [[1, 0], [1, 1]] stored transposed.
        var left = TestTensor.Of<float>(new Shape(2, 1, 2), [1, 2, 3, 4]);
        var right = TestTensor.Of<float>(new Shape(2, 2), [1, 1, 0, 1]);
        var y = StepRunner.Run(new BatchMatMul { RightTransposed = 1 }, [left, right], [TestTensor.Output<float>(new Shape(2, 1, 2))])[0];
        Assert.Equal([3f, 2f, 7f, 4f], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(y).ToArray());
    }

    [Theory]
    [InlineData(TypeMix.Float)]
    [InlineData(TypeMix.Int8PerTensor)]
    [InlineData(TypeMix.Int16WithoutBias)]
    public void EqualsTheRealProduct(TypeMix mix)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (rows, depth, columns) = (random.Next(1, 6), random.Next(1, 20), random.Next(1, 6));
            var (a, b, expand) = (random.Next(1, 4), random.Next(1, 4), random.Next(4));
            var record = new BatchMatMul { LeftTransposed = random.Next(2), RightTransposed = random.Next(2) };
            var left = mix.Input(random, new Shape(a, expand == 0 ? 1 : b,
                record.LeftTransposed == 0 ? rows : depth, record.LeftTransposed == 0 ? depth : rows));
            var (r0, r1) = record.RightTransposed == 0 ? (depth, columns) : (columns, depth);
            var right = mix.Input(random, expand == 1 ? new Shape(b, r0, r1) : new Shape(expand == 2 ? 1 : a, b, r0, r1));
            var output = mix.Output(random, new Shape(a, b, rows, columns));
            var actual = StepRunner.Run(record, [left, right], [output], workers: 2)[0];

            var (x, w) = (RealTensor.From(left), RealTensor.From(right));
            w = w with { Shape = expand == 1 ? new Shape(1, b, r0, r1) : w.Shape };
            var values = new double[output.Info.Shape.ElementCount];
            for (var i = 0; i < values.Length; i++)
            {
                var (n, m, row, column) = (i / columns / rows / b, i / columns / rows % b, i / columns % rows, i % columns);
                for (var d = 0; d < depth; d++)
                {
                    var l = record.LeftTransposed == 0 ? x[n, m % x.Shape[1], row, d] : x[n, m % x.Shape[1], d, row];
                    var r = record.RightTransposed == 0 ? w[n % w.Shape[0], m, d, column] : w[n % w.Shape[0], m, column, d];
                    values[i] += l * r;
                }
            }

            new RealTensor(output.Info.Shape, values).AssertStoredAs(actual, output.Info, Activation.None, $"seed {seed}");
        }
    }

    [Fact]
    public void TheLawRefusesDifferentDepthsAndBatches()
    {
        var left = TestTensor.Of<float>(new Shape(2, 1, 2), new float[4]);
        foreach (var shape in new[] { new Shape(3, 2), new Shape(3, 2, 2) })
        {
            var right = TestTensor.Of<float>(shape, new float[shape.ElementCount]);
            Assert.Throws<LawException>(() => StepRunner.Run(default(BatchMatMul), [left, right], [TestTensor.Output<float>(new Shape(2, 1, 2))]));
        }
    }
}
