namespace EdgeTool.Training.Tests;

public class QuantizationTests
{
    [Fact]
    public void ARangeAlwaysHoldsZeroExactly()
    {
        var range = new AffineRange();
        range.Observe([0.5f, 2.55f]);
        Assert.Equal(new Int8Quantization(2.55f / 255, -128), range.Quantization);
        range.Observe([-0.85f]);
        Assert.Equal(new Int8Quantization(3.4f / 255, -64), range.Quantization);
    }

    [Fact]
    public void WeightsReach127PerChannelAndBiasesCarryBothScales()
    {
        var (weights, bias) = (new LayerParameter(4), new LayerParameter(2));
        new float[] { 0.5f, -1, 10, 4 }.CopyTo(weights.Values, 0);
        new float[] { 1, -2 }.CopyTo(bias.Values, 0);
        var perChannel = SymmetricWeights.Of(weights, bias, 0.5f, perChannel: true);
        Assert.Equal([64, -127, 127, 51], perChannel.Stored.Select(v => (int)v));
        Assert.Equal([1f / 127, 10f / 127], perChannel.Scales);
        Assert.Equal([254, -51], perChannel.Bias);
        var perTensor = SymmetricWeights.Of(weights, bias, 0.5f, perChannel: false);
        Assert.Equal([6, -13, 127, 51], perTensor.Stored.Select(v => (int)v));
    }
}
