using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class FullyConnectedTests
{
    [Fact]
    public void Int8ByHand()
    {
        // input real 0.5 * (q - 2): 1, -2, 3. Unit 0: 1 + -2 + 3 = 2, bias 0.5; unit 1: 2*1 - 3 = -1. Output 0.25 * (q - 1), at least 0.
        var x = TestTensor.Of<sbyte>(new Shape(1, 3), [4, -2, 8], 0.5f, 2);
        var w = TestTensor.Of<sbyte>(new Shape(2, 3), [1, 1, 1, 2, 0, -1], 1);
        var bias = TestTensor.Of<int>(new Shape(2), [1, 0]);
        var y = StepRunner.Run(new FullyConnected { Activation = Activation.Relu }, [x, w, bias], [TestTensor.Output<sbyte>(new Shape(1, 2), 0.25f, 1)])[0];
        Assert.Equal([11, 1], Array.ConvertAll(y, b => (int)(sbyte)b));
    }

    [Theory]
    [MemberData(nameof(TypeMixes.All), MemberType = typeof(TypeMixes))]
    public void EqualsTheRealProduct(TypeMix mix)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (batch, depth, units) = (random.Next(1, 5), random.Next(1, 40), random.Next(1, 12));
            var input = mix.Input(random, new Shape(batch, 1, depth));
            var weights = mix.Weights(random, new Shape(units, depth), 0);
            var bias = mix.Bias(random, units);
            var output = mix.Output(random, new Shape(1, batch, units));
            var record = new FullyConnected { Activation = (Activation)random.Next(4) };
            var actual = StepRunner.Run(record, [input, weights, bias], [output], workers: 2)[0];

            var (x, w, real) = (RealTensor.From(input).Values, RealTensor.From(weights).Values, RealTensor.Bias(bias, input, weights, units));
            var values = new double[batch * units];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = real[i % units] + Enumerable.Range(0, depth).Sum(d => x[(i / units * depth) + d] * w[(i % units * depth) + d]);
            }

            new RealTensor(output.Info.Shape, values).AssertStoredAs(actual, output.Info, record.Activation, $"seed {seed}");
        }
    }

    [Fact]
    public void ComputedWeightsMayBeAsymmetric()
    {
        // (3 - 1) * (5 - 4) + (0 - 1) * (6 - 4) = 0; (3 - 1) * (4 - 4) + (0 - 1) * (0 - 4) = 4.
        var x = TestTensor.Of<sbyte>(new Shape(1, 2), [3, 0], 1, 1);
        var w = TestTensor.Of<sbyte>(new Shape(2, 2), [5, 6, 4, 0], 1, 4);
        var y = StepRunner.Run(default(FullyConnected), [x, w], [TestTensor.Output<sbyte>(new Shape(1, 2), 1)])[0];
        Assert.Equal([0, 4], Array.ConvertAll(y, b => (int)(sbyte)b));
    }

    [Fact]
    public void TheLawRefusesShapesThatDoNotMultiply()
    {
        var w = TestTensor.Of<float>(new Shape(2, 3), new float[6]);
        foreach (var (input, output) in new[] { (new Shape(4), new Shape(1, 2)), (new Shape(6), new Shape(1, 2)), (new Shape(6), new Shape(2, 3)) })
        {
            var x = TestTensor.Of<float>(input, new float[input.ElementCount]);
            Assert.Throws<LawException>(() => StepRunner.Run(default(FullyConnected), [x, w], [TestTensor.Output<float>(output)]));
        }
    }
}
