using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Tests.Datasets;

public class ImageTests
{
    [Fact]
    public void TheSameSizeIsUnchanged() =>
        Assert.Equal([1, 2, 3, 4, 5, 6], ImageFile.Resize([1, 2, 3, 4, 5, 6], 1, 2, 3, 1, 2));

    /// <summary>Centres of 4 output pixels lie at -0.25, 0.25, 0.75 and 1.25 of 2 input pixels; outside ones take the border's value.</summary>
    [Fact]
    public void EnlargingSamplesAtPixelCentres() =>
        Assert.Equal([0, 25, 75, 100], ImageFile.Resize([0, 100], 1, 2, 1, 1, 4));

    [Fact]
    public void HalvingAveragesNeighbours() =>
        Assert.Equal([25], ImageFile.Resize([0, 40, 20, 40], 2, 2, 1, 1, 1));

    [Fact]
    public void ABitmapIsReadTopDownAsRedGreenBlue()
    {
        // 1x2 pixels, 24 bits, bottom row first, rows padded to 4 bytes: red above blue.
        byte[] bitmap =
        [
            .. "BM"u8, 62, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0,
            0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 255, 0,
        ];
        using var folder = new TempFolder();
        Assert.Equal([255, 0, 0, 0, 0, 255], ImageFile.Read(folder.Write("a.bmp", bitmap), new Shape(1, 2, 1, 3)));
        Assert.Throws<DatasetException>(() => ImageFile.Read(folder.Write("b.bmp", 1, 2, 3), new Shape(1, 2, 1, 3)));
        Assert.Throws<DatasetException>(() => ImageFile.Read(folder["a.bmp"], new Shape(1, 490)));
    }
}
