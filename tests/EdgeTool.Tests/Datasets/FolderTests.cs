using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Tests.Datasets;

public class FolderTests
{
    [Fact]
    public void RawTensorsWithAnIndex()
    {
        using var folder = new TempFolder();
        folder.Write("a.bin", 1, 0xFF);
        folder.Write("b.bin", 3, 4);
        folder.WriteText("y_labels.csv", "b.bin, 12, 7\na.bin, 12, 2\n");
        var dataset = DatasetReader.Open(folder.Path, new Shape(1, 2));
        Assert.Equal([7, 2], new[] { dataset.Read(0).Label, dataset.Read(1).Label });
        Assert.Equal([1, 255], dataset.Read(1).Values);
        Assert.Null(dataset.ElementType);
    }

    [Fact]
    public void RawTensorsWithTheLabelInTheName()
    {
        using var folder = new TempFolder();
        folder.Write("x_1_On_5.bin", [.. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)]);
        var dataset = DatasetReader.Open(folder.Path, new Shape(1, 2));
        Assert.Equal(ElementType.Float32, dataset.ElementType);
        Assert.Equal(5, dataset.Read(0).Label);
        Assert.Equal([1.5f, -2f], dataset.Read(0).Values);
    }

    [Fact]
    public void AnIndexThatNamesMissingFilesIsRefused()
    {
        using var folder = new TempFolder();
        folder.WriteText("y_labels.csv", "gone.bin,2,1\n");
        Assert.Contains("gone.bin", Assert.Throws<DatasetException>(() => DatasetReader.Open(folder.Path, new Shape(1, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderPerClass()
    {
        using var folder = new TempFolder();
        folder.WriteText("wave/1.csv", "x,y\n1,2\n3,4\n");
        folder.WriteText("idle/1.csv", "x,y\n5,6\n7,8\n");
        var dataset = DatasetReader.Open(folder.Path, new Shape(1, 2, 2));
        Assert.Equal(["idle", "wave"], dataset.ClassNames);
        Assert.Equal(1, dataset.Read(1).Label);
        Assert.Equal([1, 2, 3, 4], dataset.Read(1).Values);
    }

    [Fact]
    public void SoundsWithTheLabelInTheName()
    {
        using var folder = new TempFolder();
        byte[] wav =
        [
            .. "RIFF"u8, 44, 0, 0, 0, .. "WAVE"u8, .. "fmt "u8, 16, 0, 0, 0, 1, 0, 2, 0, 0x40, 0x1F, 0, 0, 0, 0x7D, 0, 0, 4, 0, 16, 0,
            .. "data"u8, 8, 0, 0, 0, 0x00, 0x40, 0x00, 0x00, 0x00, 0x80, 0x00, 0x80,
        ];
        folder.Write("3_george_0.wav", wav);
        var dataset = DatasetReader.Open(folder.Path, new Shape(1, 2));
        Assert.Equal(3, dataset.Read(0).Label);
        Assert.Equal([0.25f, -1f], dataset.Read(0).Values);
        Assert.Equal(8000, WavFile.Parse(wav, "a").SampleRateHz);
        Assert.Throws<DatasetException>(() => WavFile.Parse(wav.AsSpan(0, 30), "a"));
    }

    [Fact]
    public void Cifar10RecordsBecomeInterleavedPixels()
    {
        using var folder = new TempFolder();
        var record = new byte[3073];
        record[0] = 6;
        (record[1 + 1], record[1 + 1024 + 1], record[1 + 2048 + 1]) = (11, 22, 33);
        var dataset = DatasetReader.Open(folder.Write("test_batch.bin", record), new Shape(1, 32, 32, 3));
        Assert.Equal(("CIFAR-10", 6), (dataset.Format, dataset.Read(0).Label));
        Assert.Equal([11, 22, 33], dataset.Read(0).Values[3..6]);
        record[0] = 10;
        folder.Write("test_batch.bin", record);
        Assert.Throws<DatasetException>(() => DatasetReader.Open(folder["test_batch.bin"], new Shape(1, 32, 32, 3)));
    }

    [Fact]
    public void NothingKnownIsRefusedWithTheForms()
    {
        using var folder = new TempFolder();
        Assert.Contains("IDX", Assert.Throws<DatasetException>(() => DatasetReader.Open(folder.Path, new Shape(1, 2))).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => DatasetReader.Open(folder["nowhere"], new Shape(1, 2)));
    }

    [Fact]
    public void NumpyPairsFindTheirLabels()
    {
        using var folder = new TempFolder();
        NpyWriter.Write(folder["x.npy"], ElementType.Int8, new Shape(2, 2), [1, 2, 0xFD, 4]);
        NpyWriter.Write(folder["y.npy"], ElementType.Int32, new Shape(2), [3, 0, 0, 0, 1, 0, 0, 0]);
        var dataset = DatasetReader.Open(folder.Path, new Shape(1, 2));
        Assert.Equal((ElementType?)ElementType.Int8, dataset.ElementType);
        Assert.Equal(1, dataset.Read(1).Label);
        Assert.Equal([-3, 4], dataset.Read(1).Values);
    }
}
