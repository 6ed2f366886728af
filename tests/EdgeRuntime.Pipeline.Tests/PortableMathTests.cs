namespace EdgeRuntime.Pipeline.Tests;

public class PortableMathTests
{
    [Fact]
    public void AgreesWithTheCLibrary()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var x = (2000 * random.NextDouble()) - 1000;
            Assert.Equal(Math.Sin(x), PortableMath.Sin(x), 1e-13);
            Assert.Equal(Math.Cos(x), PortableMath.Cos(x), 1e-13);
            var y = (100 * random.NextDouble()) - 50;
            Assert.Equal(1, PortableMath.Exp(y) / Math.Exp(y), 1e-14);
            Assert.Equal(y, PortableMath.Log(Math.Exp(y)), 1e-13);
            Assert.Equal(Math.Log(x * x), PortableMath.Log(x * x), 1e-14 * Math.Max(1, Math.Abs(Math.Log(x * x))));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void LogHoldsAtTheEdges(double x) => Assert.Equal(Math.Log(x), PortableMath.Log(x), 1e-12);

    [Fact]
    public void ExpIsBoundedAtBothEnds()
    {
        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(0, PortableMath.Exp(-1e9));
        Assert.True(double.IsFinite(PortableMath.Exp(1e9)));
    }
}
