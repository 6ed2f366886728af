using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class UnaryMathTests
{
    /// <summary>Function, parameters, argument and value from tables or worked out by hand.</summary>
    [Theory]
    [InlineData(UnaryFunction.Abs, 0, 0, -2.5, 2.5)]
    [InlineData(UnaryFunction.Neg, 0, 0, -2.5, 2.5)]
    [InlineData(UnaryFunction.Sign, 0, 0, -2.5, -1)]
    [InlineData(UnaryFunction.Sign, 0, 0, 0, 0)]
    [InlineData(UnaryFunction.Clip, -1, 2, 3, 2)]
    [InlineData(UnaryFunction.Clip, -1, 2, -3, -1)]
    [InlineData(UnaryFunction.Exp, 0, 0, 1, 2.718281828)]
    [InlineData(UnaryFunction.Log, 0, 0, 10, 2.302585093)]
    [InlineData(UnaryFunction.Sqrt, 0, 0, 2, 1.414213562)]
    [InlineData(UnaryFunction.Reciprocal, 0, 0, 8, 0.125)]
    [InlineData(UnaryFunction.Floor, 0, 0, -1.5, -2)]
    [InlineData(UnaryFunction.Ceil, 0, 0, -1.5, -1)]
    [InlineData(UnaryFunction.Round, 0, 0, 2.5, 2)]
    [InlineData(UnaryFunction.Round, 0, 0, -3.5, -4)]
    [InlineData(UnaryFunction.RoundFloat, 3, -6, 17, 16)]
    [InlineData(UnaryFunction.RoundFloat, 3, -6, -19, -20)]
    [InlineData(UnaryFunction.RoundFloat, 3, -6, 31.5, 32)]
    [InlineData(UnaryFunction.RoundFloat, 2, -14, 1.125, 1)]
    [InlineData(UnaryFunction.RoundFloat, 3, -6, 0.0029296875, 0.00390625)]
    [InlineData(UnaryFunction.RoundFloat, 3, -6, 0.0009765625, 0)]
    [InlineData(UnaryFunction.Erf, 0, 0, 0.001, 0.001128378791)]
    [InlineData(UnaryFunction.Erf, 0, 0, 0.5, 0.520499878)]
    [InlineData(UnaryFunction.Erf, 0, 0, -1, -0.842700793)]
    [InlineData(UnaryFunction.Erf, 0, 0, 2.5, 0.999593048)]
    [InlineData(UnaryFunction.Sin, 0, 0, 1, 0.841470985)]
    [InlineData(UnaryFunction.Cos, 0, 0, 1, 0.540302306)]
    [InlineData(UnaryFunction.Tan, 0, 0, 1, 1.557407725)]
    [InlineData(UnaryFunction.Asin, 0, 0, 0.5, 0.523598776)]
    [InlineData(UnaryFunction.Acos, 0, 0, 0.5, 1.047197551)]
    [InlineData(UnaryFunction.Atan, 0, 0, 1, 0.785398163)]
    [InlineData(UnaryFunction.Sinh, 0, 0, 1, 1.175201194)]
    [InlineData(UnaryFunction.Cosh, 0, 0, 1, 1.543080635)]
    [InlineData(UnaryFunction.Asinh, 0, 0, 1, 0.881373587)]
    [InlineData(UnaryFunction.Acosh, 0, 0, 2, 1.316957897)]
    [InlineData(UnaryFunction.Atanh, 0, 0, 0.5, 0.549306144)]
    [InlineData(UnaryFunction.Softplus, 0, 0, 1, 1.313261688)]
    [InlineData(UnaryFunction.Softplus, 0, 0, 500, 500)]
    [InlineData(UnaryFunction.Softsign, 0, 0, -3, -0.75)]
    [InlineData(UnaryFunction.Elu, 2, 0, -1, -1.264241118)]
    [InlineData(UnaryFunction.Selu, 2, 3, -1, -3.792723353)]
    [InlineData(UnaryFunction.Celu, 2, 0, -1, -0.786938681)]
    [InlineData(UnaryFunction.Celu, 2, 0, 1.5, 1.5)]
    [InlineData(UnaryFunction.HardSigmoid, 0.2f, 0.5f, 1, 0.7)]
    [InlineData(UnaryFunction.HardSigmoid, 0.2f, 0.5f, 9, 1)]
    [InlineData(UnaryFunction.Mish, 0, 0, 1, 0.865098388)]
    [InlineData(UnaryFunction.Gelu, 0, 0, 1, 0.841344746)]
    [InlineData(UnaryFunction.Gelu, 0, 0, -4, -1.266850e-4)]
    [InlineData(UnaryFunction.GeluTanh, 0, 0, 1, 0.841191991)]
    [InlineData(UnaryFunction.ThresholdedRelu, 1, 0, 1, 0)]
    [InlineData(UnaryFunction.ThresholdedRelu, 1, 0, 1.5, 1.5)]
    [InlineData(UnaryFunction.Shrink, 1.5f, 0.5f, -2, -1.5)]
    [InlineData(UnaryFunction.Shrink, 1.5f, 0.5f, 1, 0)]
    [InlineData(UnaryFunction.Swish, 1, 0, 1, 0.731058579)]
    public void RealFunctionsHaveTheirKnownValues(UnaryFunction function, float alpha, float beta, double x, double expected)
    {
        var record = new UnaryMath { Function = function, Alpha = alpha, Beta = beta };
        var found = Run<UnaryMath, float>(record, TestTensor.Output<float>(new Shape(1)), TestTensor.Of<float>(new Shape(1), [(float)x]))[0];
        Assert.Equal(expected, found, Math.Abs(expected) * 1e-6);
    }

    [Fact]
    public void EveryFunctionOfRealsIsBound()
    {
        var x = TestTensor.Random<float>(new Random(1), new Shape(1500));
        foreach (var function in Enum.GetValues<UnaryFunction>().Except([UnaryFunction.Not, UnaryFunction.BitwiseNot]))
        {
            var output = function is UnaryFunction.IsNaN or UnaryFunction.IsInf ? TestTensor.Output<bool>(new Shape(1500)) : TestTensor.Output<float>(new Shape(1500));
            Assert.NotEmpty(Run<UnaryMath, byte>(new UnaryMath { Function = function, Alpha = 1, Beta = 1 }, output, x));
        }
    }

    [Fact]
    public void TheErrorFunctionIsOddAndItsComplementKeepsItsDigits()
    {
        Assert.Equal(0.004677734981047266, ErrorFunction.Erfc(2), 1e-15);
        Assert.Equal(1.537459794428035e-12, ErrorFunction.Erfc(5), 1e-24);
        Assert.Equal(-1, ErrorFunction.Erf(double.NegativeInfinity));
        Assert.Equal(double.NaN, ErrorFunction.Erf(double.NaN));
        Assert.Equal(-ErrorFunction.Erf(1.9999999), ErrorFunction.Erf(-2.0000001), 1e-8);
    }

    [Fact]
    public void QuestionsGiveTruthValues()
    {
        float[] x = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1];
        Assert.Equal([1, 0, 0, 0], Ask(UnaryFunction.IsNaN, 0, 0));
        Assert.Equal([0, 1, 1, 0], Ask(UnaryFunction.IsInf, 1, 1));
        Assert.Equal([0, 0, 1, 0], Ask(UnaryFunction.IsInf, 1, 0));
        Assert.Equal([0, 1, 0, 0], Ask(UnaryFunction.IsInf, 0, 1));

        byte[] Ask(UnaryFunction function, float alpha, float beta) => Run<UnaryMath, byte>(
            new UnaryMath { Function = function, Alpha = alpha, Beta = beta }, TestTensor.Output<bool>(new Shape(4)), TestTensor.Of<float>(new Shape(4), x));
    }

    [Fact]
    public void IntegersWrap()
    {
        Assert.Equal([(sbyte)5, sbyte.MinValue, (sbyte)0], Of<sbyte>(UnaryFunction.Abs, -5, sbyte.MinValue, 0));
        Assert.Equal([-7L, long.MinValue, 0], Of<long>(UnaryFunction.Neg, 7, long.MinValue, 0));
        Assert.Equal([-1, 1, 0], Of(UnaryFunction.Sign, int.MinValue, 3, 0));
        Assert.Equal([(byte)0xF0, (byte)0, (byte)0xFF], Of<byte>(UnaryFunction.BitwiseNot, 0x0F, 0xFF, 0));
        Assert.Equal([false, true, false], Of(UnaryFunction.Not, true, false, true));

        static T[] Of<T>(UnaryFunction function, params T[] x) where T : unmanaged =>
            Run<UnaryMath, T>(new UnaryMath { Function = function }, TestTensor.Output<T>(new Shape(3)), TestTensor.Of<T>(new Shape(3), x));
    }

    [Fact]
    public void TheLawRefusesUnknownFunctionsAndTypes()
    {
        var (real, integer) = (TestTensor.Of<float>(new Shape(1), [1]), TestTensor.Of<int>(new Shape(1), [1]));
        Assert.Throws<LawException>(() => StepRunner.Run(new UnaryMath { Function = (UnaryFunction)99 }, [real], [TestTensor.Output<float>(new Shape(1))]));
        Assert.Throws<LawException>(() => StepRunner.Run(new UnaryMath { Function = UnaryFunction.Exp }, [integer], [TestTensor.Output<int>(new Shape(1))]));
        Assert.Throws<LawException>(() => StepRunner.Run(new UnaryMath { Alpha = float.NaN }, [real], [TestTensor.Output<float>(new Shape(1))]));
        Assert.Throws<LawException>(() => StepRunner.Run(new UnaryMath { Function = UnaryFunction.IsNaN }, [real], [TestTensor.Output<float>(new Shape(1))]));
    }
}
