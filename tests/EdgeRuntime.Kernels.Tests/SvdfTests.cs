using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class SvdfTests
{
    [Fact]
    public void FloatRemembersThePastResults()
    {
        // One unit of two filters over one feature: weights 1 and 2; time weights (0.5, 1) and (0, 1); bias 10.
        var state = Variable(TestTensor.Of<float>(new Shape(1, 4), [0, 0, 0, 0]));
        TestTensor[] Inputs(float x) =>
        [
            TestTensor.Of<float>(new Shape(1, 1), [x]), TestTensor.Of<float>(new Shape(2, 1), [1, 2]),
            TestTensor.Of<float>(new Shape(2, 2), [0.5f, 1, 0, 1]), TestTensor.Of<float>(new Shape(1), [10]), state,
        ];
        var record = new Svdf { Rank = 2 };
        Assert.Equal([10f + 3 + 6], Floats(StepRunner.Run(record, Inputs(3), [TestTensor.Output<float>(new Shape(1, 1))])));
        Assert.Equal([0f, 3, 0, 6], state.As<float>());
        Assert.Equal([10f + 1.5f + 5 + 10], Floats(StepRunner.Run(record, Inputs(5), [TestTensor.Output<float>(new Shape(1, 1))])));
        Assert.Equal([3f, 5, 6, 10], state.As<float>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void IntegersFollowRealArithmetic(bool wideState)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var (batches, features, units, rank, memory) = (2, 7, 3, 2, 5);
        var filters = units * rank;
        float inputScale = 0.05f, featureScale = 0.01f, stateScale = wideState ? 0.001f : 0.1f, timeScale = wideState ? 0.0001f : 0.01f;
        var (stateZero, outputScale) = (wideState ? 0 : 5, 0.2f);
        var feature = TestTensor.Random<sbyte>(random, new Shape(filters, features), featureScale);
        var time = Weights(random, wideState, new Shape(filters, memory), timeScale);
        var bias = TestTensor.Of<int>(new Shape(units), [100, -2000, 3000], stateScale * timeScale);
        var stateShape = new Shape(batches, filters * memory);
        var state = Variable(wideState
            ? TestTensor.Of<short>(stateShape, new short[stateShape.ElementCount], stateScale)
            : TestTensor.Of<sbyte>(stateShape, [.. Enumerable.Repeat((sbyte)stateZero, stateShape.ElementCount)], stateScale, stateZero));
        var memoryOf = new double[batches, filters, memory];
        for (var t = 0; t < 8; t++)
        {
            var x = TestTensor.Random<sbyte>(random, new Shape(batches, features), inputScale, 3);
            var y = StepRunner.Run(new Svdf { Rank = rank }, [x, feature, time, bias, state], [TestTensor.Output<sbyte>(new Shape(batches, units), outputScale, -4)], workers: 2);
            for (var b = 0; b < batches; b++)
            {
                for (var u = 0; u < units; u++)
                {
                    var sum = bias.As<int>()[u] * (double)stateScale * timeScale;
                    for (var f = u * rank; f < (u + 1) * rank; f++)
                    {
                        var dot = Enumerable.Range(0, features).Sum(c =>
                            inputScale * (x.As<sbyte>()[(b * features) + c] - 3.0) * featureScale * feature.As<sbyte>()[(f * features) + c]);
                        for (var m = 0; m < memory; m++)
                        {
                            memoryOf[b, f, m] = m + 1 < memory
                                ? memoryOf[b, f, m + 1]
                                : Math.Clamp(dot, stateScale * ((wideState ? -32768 : -128) - stateZero), stateScale * ((wideState ? 32767 : 127) - stateZero));
                            sum += memoryOf[b, f, m] * timeScale * Element(time, (f * memory) + m);
                        }
                    }

                    var expected = Math.Clamp((sum / outputScale) - 4, -128, 127);
                    var tolerance = wideState ? 0.6 : 3;
                    Assert.True(Math.Abs(expected - (sbyte)y[0][(b * units) + u]) <= tolerance, $"seed {seed}, step {t}: {expected}");
                }
            }
        }
    }

    [Fact]
    public void TheLawAsksForAVariableAndARankThatDivides()
    {
        TestTensor[] inputs =
        [
            TestTensor.Of<float>(new Shape(1, 1), [1]), TestTensor.Of<float>(new Shape(2, 1), [1, 2]),
            TestTensor.Of<float>(new Shape(2, 2), [1, 1, 1, 1]), TestTensor.Absent, TestTensor.Of<float>(new Shape(1, 4), new float[4]),
        ];
        Assert.Equal(FaultKind.OperandKind, Assert.Throws<LawException>(() =>
            StepRunner.Run(new Svdf { Rank = 2 }, inputs, [TestTensor.Output<float>(new Shape(1, 1))])).Kind);
        inputs[4] = Variable(inputs[4]);
        Assert.Equal(FaultKind.Parameter, Assert.Throws<LawException>(() =>
            StepRunner.Run(new Svdf { Rank = 3 }, inputs, [TestTensor.Output<float>(new Shape(1, 1))])).Kind);
    }

    private static TestTensor Weights(Random random, bool wide, Shape shape, float scale) =>
        wide ? TestTensor.Random<short>(random, shape, scale) : TestTensor.Random<sbyte>(random, shape, scale);

    private static int Element(TestTensor tensor, int index) =>
        tensor.Info.Type == ElementType.Int16 ? tensor.As<short>()[index] : tensor.As<sbyte>()[index];

    private static TestTensor Variable(TestTensor tensor) => tensor with { Info = tensor.Info with { Kind = TensorKind.Variable } };

    private static float[] Floats(byte[][] outputs) => MemoryMarshal.Cast<byte, float>(outputs[0]).ToArray();
}
