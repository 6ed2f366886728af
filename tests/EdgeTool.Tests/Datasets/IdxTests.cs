using System.IO.Compression;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Tests.Datasets;

public class IdxTests
{
    private static readonly byte[] Images = [0, 0, 0x08, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 255];
    private static readonly byte[] Labels = [0, 0, 0x08, 1, 0, 0, 0, 2, 7, 3];

    [Fact]
    public void ImagesFindTheirLabelsAlsoCompressed()
    {
        using var folder = new TempFolder();
        folder.Write("t10k-images-idx3-ubyte.gz", Compress(Images));
        folder.Write("t10k-labels-idx1-ubyte", Labels);
        var dataset = DatasetReader.Open(folder.Path, new Shape(1, 1, 2, 1));
        Assert.Equal(("IDX", 2, (ElementType?)ElementType.UInt8), (dataset.Format, dataset.Count, dataset.ElementType));
        Assert.Equal(3, dataset.Read(1).Label);
        Assert.Equal([30, 255], dataset.Read(1).Values);
    }

    [Fact]
    public void BigEndianElementsAreRead() =>
        Assert.Equal([1.5f], Elements.ToFloats(IdxReader.Parse([0, 0, 0x0D, 1, 0, 0, 0, 1, 0x3F, 0xC0, 0, 0], "a").Bytes, ElementType.Float32));

    [Fact]
    public void EveryTruncationIsRefused()
    {
        for (var length = 0; length < Images.Length; length++)
        {
            Assert.Throws<DatasetException>(() => IdxReader.Parse(Images.AsSpan(0, length), "a"));
        }
    }

    [Fact]
    public void ImpossibleDimensionsAreRefused() =>
        Assert.Throws<DatasetException>(() => IdxReader.Parse([0, 0, 0x08, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 1], "a"));

    [Fact]
    public void DamagedCompressionIsRefused()
    {
        using var folder = new TempFolder();
        var path = folder.Write("t10k-images-idx3-ubyte.gz", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
        Assert.Throws<DatasetException>(() => DatasetReader.Open(path, new Shape(1, 2)));
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
