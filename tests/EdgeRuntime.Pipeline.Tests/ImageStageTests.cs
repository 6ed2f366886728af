namespace EdgeRuntime.Pipeline.Tests;

public class ImageStageTests
{
    [Fact]
    public void BilinearSamplesBetweenPixelCentres()
    {
        // Width 2 to 4: positions -0.25 (clamped to 0), 0.25, 0.75, 1.25 (clamped to 1).
        Assert.Equal([10, 12.5f, 17.5f, 20], Stages.Run([1, 1, 4, 1], [10, 20], Stages.Of("resize", ("inputHeight", 1), ("inputWidth", 2))));

        // 4 x 4 to 2 x 2: positions 0.5 and 2.5, the mean of four pixels each.
        float[] ramp = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f], Stages.Run([1, 2, 2, 1], ramp, Stages.Of("resize", ("inputHeight", 4), ("inputWidth", 4))));
    }

    [Fact]
    public void NearestTakesThePixelUnderTheCentre()
    {
        // 5 to 3: centres 0.83, 2.5, 4.17.
        Assert.Equal([1, 2, 5, 6, 9, 10], Stages.Run(
            [1, 1, 3, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], Stages.Of("resize", ("inputHeight", 1), ("inputWidth", 5), ("method", "nearest"))));
    }

    [Theory]
    [InlineData(7, 5, 3, 4)]
    [InlineData(2, 3, 9, 8)]
    public void ResizingAPlaneGivesThePlane(int inputH, int inputW, int outputH, int outputW)
    {
        // f(y, x) = 3y - 2x + 1 at pixel centres is reproduced by any bilinear sampling, up to the clamped border.
        var image = Enumerable.Range(0, inputH * inputW).Select(i => (3f * (i / inputW)) - (2f * (i % inputW)) + 1).ToArray();
        var resized = Stages.Run([outputH, outputW, 1], image, Stages.Of("resize", ("inputHeight", inputH), ("inputWidth", inputW)));
        for (var i = 0; i < resized.Length; i++)
        {
            var y = Math.Clamp(((i / outputW + 0.5) * inputH / outputH) - 0.5, 0, inputH - 1);
            var x = Math.Clamp(((i % outputW + 0.5) * inputW / outputW) - 0.5, 0, inputW - 1);
            Assert.Equal((3 * y) - (2 * x) + 1, resized[i], 1e-4);
        }
    }

    [Fact]
    public void CropTakesTheMiddle()
    {
        float[] image = [.. Enumerable.Range(0, 3 * 5 * 2)]; // (3, 5, 2)
        Assert.Equal([12, 13, 14, 15], Stages.Run([1, 1, 2, 2], image, Stages.Of("crop", ("inputHeight", 3), ("inputWidth", 5))));
        Assert.Contains("cannot be cut", Stages.Refusal([4, 4, 1], Stages.Of("crop", ("inputHeight", 3), ("inputWidth", 5))));
    }

    [Fact]
    public void ChannelsAreSwappedWeighedAndMovedFirst()
    {
        Assert.Equal([3, 2, 1, 6, 5, 4], Stages.Run([1, 2, 3], [1, 2, 3, 4, 5, 6], Stages.Of("channelOrder")));
        Assert.Equal([1, 2, 3], Stages.Run([1, 1, 3], [1, 2, 3], Stages.Of("channelOrder", ("from", "bgr"), ("to", "bgr"))));
        Assert.Equal([29.9f + 117.4f + 34.2f], Stages.Run([1, 1, 1], [100, 200, 300], Stages.Of("grayscale")), (a, b) => Math.Abs(a - b) < 1e-3);
        Assert.Equal([1, 4, 2, 5, 3, 6], Stages.Run([1, 3, 1, 2], [1, 2, 3, 4, 5, 6], Stages.Of("channelsFirst")));
        Assert.Contains("3 channels", Stages.Refusal([2, 2, 1], Stages.Of("channelOrder")));
        Assert.Contains("1 channel", Stages.Refusal([2, 2, 3], Stages.Of("grayscale")));
    }

    [Fact]
    public void ShapesAreFoundFromTheEnd()
    {
        // Camera 480 x 640 colour, middle 480 x 480, to 96 x 96, grey.
        var preprocessor = Preprocessor.Create(
            [
                Stages.Of("crop", ("inputHeight", 480), ("inputWidth", 640)),
                Stages.Of("resize", ("inputHeight", 480), ("inputWidth", 480)),
                Stages.Of("grayscale"),
                Stages.Of("scale", ("factor", 1 / 255.0)),
            ],
            Stages.Real(1, 96, 96, 1));
        Assert.Equal(new EdgeRuntime.Model.Shape(480, 640, 3), preprocessor.RawShape);
        Assert.Equal(480 * 640 * 3, preprocessor.ElementCount);
    }

    [Fact]
    public void MistakesNameTheRange()
    {
        Assert.Contains("'inputHeight' is 0; expected a whole number from 1 to 8192", Stages.Refusal([2, 2, 1], Stages.Of("resize", ("inputHeight", 0), ("inputWidth", 2))));
        Assert.Contains("did you mean 'inputWidth'?", Stages.Refusal([2, 2, 1], Stages.Of("resize", ("inputHeight", 2), ("inputWith", 2))));
        Assert.Contains("did you mean 'bilinear'?", Stages.Refusal([2, 2, 1], Stages.Of("resize", ("inputHeight", 2), ("inputWidth", 2), ("method", "bilinar"))));
        Assert.Contains("expected an image", Stages.Refusal([4], Stages.Of("grayscale")));
        Assert.Contains("unknown option 'to'", Stages.Refusal([2, 2, 1], Stages.Of("grayscale", ("to", "rgb"))));
        Assert.Contains("16777216 elements at most", Stages.Refusal([2, 2, 3], Stages.Of("resize", ("inputHeight", 8192), ("inputWidth", 8192))));
        Assert.Contains("at most", Assert.Throws<ContractException>(() => Preprocessor.Create(Enumerable.Repeat(Stages.Of("scale"), 33), Stages.Real(1))).Message);
    }
}
