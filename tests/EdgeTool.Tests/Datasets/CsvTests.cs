using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Tests.Datasets;

public class CsvTests
{
    private static readonly Shape TwoValues = new(1, 2);

    [Theory]
    [InlineData("ax,label,ay\n1,idle,2\n3,wave,4\n", new[] { "idle", "wave" }, 1, new[] { 3f, 4f })]
    [InlineData("ax;ay;activity\n1;2;idle\n3;4;wave\n", new[] { "idle", "wave" }, 1, new[] { 3f, 4f })]
    [InlineData("0,0.5,0.25\n4,1.5,-2e3\n", new string[0], 4, new[] { 1.5f, -2000f })]
    [InlineData("0.5,0.25,0\n1.5,2.5,4\n", new string[0], 4, new[] { 1.5f, 2.5f })]
    [InlineData("# note\nax,\"the, y\",y\n1,2,0\n\"3\",4,1\n", new string[0], 1, new[] { 3f, 4f })]
    public void TheLabelColumnIsFound(string text, string[] names, int label, float[] values)
    {
        using var folder = new TempFolder();
        var dataset = DatasetReader.Open(folder.WriteText("data.csv", text), TwoValues);
        Assert.Equal(names, dataset.ClassNames);
        Assert.Equal(2, dataset.Count);
        var sample = dataset.Read(1);
        Assert.Equal(label, sample.Label);
        Assert.Equal(values, sample.Values);
    }

    [Fact]
    public void TheDescriptionNamesColumnAndOrder()
    {
        using var folder = new TempFolder();
        folder.WriteText("dataset.json", """{ "labelColumn": "kind", "labels": ["wave", "idle"], "split": { "test": [1, 2] } }""");
        var dataset = DatasetReader.Open(folder.WriteText("data.csv", "kind,ax,ay\nidle,1,2\nwave,3,4\n"), TwoValues);
        Assert.Equal(1, dataset.Read(0).Label);
        Assert.Equal([1, 2], dataset.Description.Split["test"]);
    }

    [Theory]
    [InlineData("", "no rows")]
    [InlineData("1,2\n1,2,3\n", "line 2")]
    [InlineData("a,b,label\n1,x,0\n", "'x' is no number")]
    public void MalformedTablesAreRefusedWithThePlace(string text, string reason)
    {
        using var folder = new TempFolder();
        var path = folder.WriteText("data.csv", text);
        var e = Assert.Throws<DatasetException>(() => DatasetReader.Open(path, TwoValues).Read(0));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "labelColumn": "nowhere" }""", "nowhere")]
    [InlineData("""{ "labelColum": "x" }""", "labelColum")]
    [InlineData("{", "dataset.json")]
    [InlineData("""{ "labels": ["idle"] }""", "'wave'")]
    public void AMistakenDescriptionIsRefused(string json, string reason)
    {
        using var folder = new TempFolder();
        folder.WriteText("dataset.json", json);
        var path = folder.WriteText("data.csv", "kind,ax,label\nidle,1,idle\nwave,3,wave\n");
        var e = Assert.Throws<DatasetException>(() => DatasetReader.Open(path, TwoValues).Read(1).Label);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }
}
