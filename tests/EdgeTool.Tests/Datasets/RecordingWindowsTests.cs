using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Tests.Datasets;

public class RecordingWindowsTests
{
    [Fact]
    public void TablesAreCutIntoWindowsAndShortOnesKeepTheirLastRow()
    {
        using var folder = new TempFolder();
        folder.WriteText("walk/long.txt", "1 2\n3 4\n5 6\n7 8\n9 10\n");
        folder.WriteText("sit/short.txt", "1 2\n");
        var dataset = DatasetReader.Open(folder.Path, new Shape(1, 2, 2));
        Assert.Equal("folder per class, 2 recordings cut into windows, 1 shorter than a window and filled up", dataset.Format);
        Assert.Equal([0, 1, 1], Enumerable.Range(0, dataset.Count).Select(dataset.RecordingOf));
        Assert.Equal(["sit", "walk", "walk"], Enumerable.Range(0, dataset.Count).Select(i => dataset.ClassNames[dataset.Read(i).Label]));
        Assert.Equal([1, 2, 1, 2], dataset.Read(0).Values);
        Assert.Equal([5, 6, 7, 8], dataset.Read(2).Values);
    }

    [Fact]
    public void TheHopOfTheDescriptionLetsWindowsOverlap()
    {
        using var folder = new TempFolder();
        folder.WriteText("walk/long.txt", "1 2\n3 4\n5 6\n7 8\n");
        folder.WriteText("dataset.json", """{ "hop": 1 }""");
        var dataset = DatasetReader.Open(folder.Path, new Shape(1, 2, 2));
        Assert.Equal([1, 3, 5], Enumerable.Range(0, dataset.Count).Select(i => dataset.Read(i).Values[0]));
        folder.WriteText("dataset.json", """{ "hop": 0 }""");
        Assert.Throws<DatasetException>(() => DatasetReader.Open(folder.Path, new Shape(1, 2, 2)));
    }

    [Fact]
    public void ColumnsThatDoNotDivideAWindowAreRefused()
    {
        using var folder = new TempFolder();
        folder.WriteText("walk/long.txt", "1 2 3\n4 5 6\n");
        Assert.Contains("3 column(s)", Assert.Throws<DatasetException>(() => DatasetReader.Open(folder.Path, new Shape(1, 2, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ImagesGoChannelsFirstIntoAModelThatTakesThemSo()
    {
        var input = new OperandInfo(ElementType.Float32, new Shape(1, 3, 32, 32), TensorKind.Arena);
        Assert.Equal(new Shape(32, 32, 3), InputEncoder.RawShape(new ModelContract(), input));
        using var folder = new TempFolder();
        var record = Enumerable.Range(0, 3073).Select(i => (byte)(i == 0 ? 1 : i % 251)).ToArray();
        var dataset = DatasetReader.Open(folder.Write("test_batch.bin", record), new Shape(32, 32, 3));
        var encoder = new InputEncoder(input, new ModelContract(), dataset);
        var bytes = new byte[input.ByteLength];
        encoder.Encode(dataset.Read(0), bytes);

        // CIFAR-10 records are channels first themselves.
        Assert.Equal(record.Skip(1).Select(b => (float)b), Elements.ToFloats(bytes, ElementType.Float32));
        Assert.EndsWith("channels first", encoder.Rule, StringComparison.Ordinal);
    }
}
