namespace EdgeRuntime.Host.Tests;

/// <summary>Lines as Prometheus' text exposition format 0.0.4 has them, also for names and numbers that it writes in a way of its own.</summary>
public sealed class PrometheusTextTests
{
    [Fact]
    public void AFamilyHasItsHelpItsTypeAndItsSamples()
    {
        var text = new PrometheusText();
        text.Family("speed_total", "counter", "Says \"how fast\",\nwith a \\.");
        text.Sample("speed_total", 12.5);
        text.Sample("speed_total", 1, ("of", "a\\b\"c\nd"), ("by", "Zürich"));

        Assert.Equal(
            "# HELP speed_total Says \"how fast\",\\nwith a \\\\.\n# TYPE speed_total counter\nspeed_total 12.5\n"
            + "speed_total{of=\"a\\\\b\\\"c\\nd\",by=\"Zürich\"} 1\n",
            text.ToString());
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(text.ToString()), text.Utf8.ToArray());
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.001, "-0.001")]
    [InlineData(123456789012, "123456789012")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void NumbersComeBackAsTheyWere(double number, string written)
    {
        var text = new PrometheusText();
        text.Sample("x", number);

        Assert.Equal($"x {written}\n", text.ToString());
    }

    [Fact]
    public void MemoryThatIsUsedAgainHoldsNothingOfThePageBefore()
    {
        var text = new PrometheusText();
        text.Sample("a_long_name_that_is_gone", 1);
        text.Clear();
        text.Sample("x", 2);

        Assert.Equal("x 2\n", text.ToString());
    }

    [Fact]
    public void APageOfManySamplesIsWhole()
    {
        var text = new PrometheusText();
        for (var i = 0; i < 10_000; i++)
        {
            text.Sample("sample", i, ("index", $"{i}"));
        }

        string[] lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10_000, lines.Length);
        Assert.Equal("sample{index=\"9999\"} 9999", lines[^1]);
    }
}
