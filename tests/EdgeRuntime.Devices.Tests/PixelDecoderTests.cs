namespace EdgeRuntime.Devices.Tests;

public class PixelDecoderTests
{
    /// <summary>BT.601 in floating point: what the integers stand for.</summary>
    [Fact]
    public void YuyvIsBt601ToAnIntegersPrecision()
    {
        var random = new Random(1);
        var frame = new byte[2 * 64 * 8];
        random.NextBytes(frame);
        var image = new float[64 * 8 * 3];
        var gray = new float[64 * 8];
        Assert.True(new YuyvDecoder(64, 8, 3).TryDecode(frame, 128, image));
        Assert.True(new YuyvDecoder(64, 8, 1).TryDecode(frame, 128, gray));
        for (var i = 0; i < 64 * 8; i++)
        {
            double y = 1.16438 * (frame[2 * i] - 16), u = frame[(i / 2 * 4) + 1] - 128, v = frame[(i / 2 * 4) + 3] - 128;
            double[] expected = [y + (1.59603 * v), y - (0.39176 * u) - (0.81297 * v), y + (2.01723 * u), y];
            float[] found = [image[3 * i], image[(3 * i) + 1], image[(3 * i) + 2], gray[i]];
            Assert.All(expected.Zip(found), pair => Assert.Equal(Math.Clamp(pair.First, 0, 255), pair.Second, 1.01));
        }
    }

    [Fact]
    public void GreyIsEveryChannel()
    {
        var image = new float[2 * 2 * 3];
        Assert.True(new GreyDecoder(2, 2, 3).TryDecode([1, 2, 99, 3, 4], 3, image));
        Assert.Equal([1f, 1f, 1f, 2f, 2f, 2f, 3f, 3f, 3f, 4f, 4f, 4f], image);
        Assert.False(new GreyDecoder(2, 2, 3).TryDecode([1, 2, 99, 3], 3, image));
        Assert.False(new GreyDecoder(2, 2, 1).TryDecode([1, 2, 3, 4], 1, image));
    }
}
