using System.IO.Compression;
using System.Text;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Tflite;
using TestKit;

namespace EdgeTool.Compiler.Tests;

public class TfliteImporterTests
{
    [Fact]
    public void A_tensor_becomes_a_value()
    {
        var graph = TfliteImporter.Import(SmallModels.Relu().ToBytes());

        var x = Assert.Single(graph.Inputs);
        Assert.Equal(("x", ElementType.Int8, new Shape(1, 4), 0.5f, 3, 0), (x.Name, x.Type, x.Shape, x.Scales[0], x.ZeroPoint, x.SourceIndex));
        Assert.Equal(OpCode.Relu, Assert.Single(graph.Nodes).OpCode);
        Assert.Same(graph.Nodes[0].Outputs[0], Assert.Single(graph.Outputs));
    }

    [Fact]
    public void Every_unsupported_node_is_named_at_once()
    {
        var file = SmallModels.Relu();
        var m = file.Main;
        var z = m.Tensor("z", TfliteType.Int8, [1, 4], [0.5f], [3]);
        m.Custom("SignalRfft", [1], [z]);
        var s = m.Tensor("s", TfliteType.Int8, [1, 4], [0.5f], [3]);
        m.Operator(66, [z], [s]);
        var c = m.Tensor("c", TfliteType.Complex64, [1, 4]);
        m.Operator(19, [c], [m.Tensor("t", TfliteType.Int8, [1, 4])]);
        m.Inputs.Add(c);

        var e = Assert.Throws<UnsupportedModelException>(() => TfliteImporter.Import(file.ToBytes()));

        Assert.Equal([(-1, "INPUT", "c"), (1, "SignalRfft", "z"), (2, "SIN", "s"), (3, "RELU", "t")], e.Nodes.Select(n => (n.Index, n.Operator, n.Name)));
        Assert.All(e.Nodes, n => Assert.NotEmpty(n.Remedy));
    }

    [Fact]
    public void A_law_that_does_not_hold_is_reported_with_the_node()
    {
        var file = SmallModels.Relu();
        file.Main.Operator(19, [1], [file.Main.Tensor("wide", TfliteType.Int8, [1, 5], [0.5f], [3])]);

        var node = Assert.Single(Assert.Throws<UnsupportedModelException>(() => TfliteImporter.Import(file.ToBytes())).Nodes);
        Assert.Equal("needs output shape 1x4, but has 1x5", node.Reason);
    }

    [Fact]
    public void Unknown_dimensions_other_than_the_batch_are_refused()
    {
        var file = new TfliteBuilder();
        var x = file.Main.Tensor("x", TfliteType.Float32, [1, 1, 3], signature: [-1, -1, 3]);
        var y = file.Main.Tensor("y", TfliteType.Float32, [1, 1, 3], signature: [-1, -1, 3]);
        file.Main.Operator(19, [x], [y]);
        file.Main.Inputs.Add(x);
        file.Main.Outputs.Add(y);

        var node = Assert.Single(Assert.Throws<UnsupportedModelException>(() => TfliteImporter.Import(file.ToBytes())).Nodes);
        Assert.Contains("[-1, -1, 3]", node.Reason);
    }

    [Fact]
    public void A_tensor_read_before_it_is_written_is_damage()
    {
        var file = SmallModels.Relu();
        var (late, z) = (file.Main.Tensor("late", TfliteType.Int8, [1, 4]), file.Main.Tensor("z", TfliteType.Int8, [1, 4]));
        file.Main.Operator(19, [late], [z]);
        file.Main.Operator(19, [1], [late]);

        Assert.Contains("reads 'late' before", Assert.Throws<ImportException>(() => TfliteImporter.Import(file.ToBytes())).Message);
    }

    [Fact]
    public void A_tensor_written_twice_is_damage()
    {
        var file = SmallModels.Relu();
        file.Main.Operator(19, [0], [1]);

        Assert.Contains("writes 'y'", Assert.Throws<ImportException>(() => TfliteImporter.Import(file.ToBytes())).Message);
    }

    [Fact]
    public void A_contract_in_the_metadata_travels_along()
    {
        var file = SmallModels.Relu();
        file.Metadata(TfliteImporter.ContractMetadata, ContractJson.ToBytes(new ModelContract { Name = "gesture", Labels = ["up", "down"] }));

        Assert.Equal(["up", "down"], TfliteImporter.Import(file.ToBytes()).Contract.Labels);
    }

    [Fact]
    public void A_broken_contract_is_refused()
    {
        var file = SmallModels.Relu();
        file.Metadata(TfliteImporter.ContractMetadata, Encoding.UTF8.GetBytes("{\"labels\": 3}"));

        Assert.Contains(TfliteImporter.ContractMetadata, Assert.Throws<ImportException>(() => TfliteImporter.Import(file.ToBytes())).Message);
    }

    [Theory]
    [InlineData("a\nb\nc\nd\n", 4)]
    [InlineData("a\r\nb\r\nc\r\nd", 4)]
    [InlineData("a\nb", 0)]
    public void Class_names_appended_as_an_archive_are_found_when_they_fit_the_output(string text, int labels)
    {
        var stream = new MemoryStream();
        stream.Write(SmallModels.Relu().ToBytes());
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("labels.txt").Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }

        Assert.Equal(new[] { "a", "b", "c", "d" }.Take(labels), TfliteImporter.Import(stream.ToArray()).Contract.Labels);
    }

    [Fact]
    public void Source_files_are_told_apart_by_content()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "model.bin");
            File.WriteAllBytes(path, SmallModels.Relu().ToBytes());
            Assert.Single(SourceModel.Import(path).Nodes);

            File.WriteAllText(path, "GIF89a, not a model");
            Assert.Contains("neither", Assert.Throws<ImportException>(() => SourceModel.Import(path)).Message);

            File.WriteAllBytes(path, []);
            Assert.Throws<ImportException>(() => SourceModel.Import(path));

            File.WriteAllBytes(path, [0x08, 0x07, 0x12, 0x07, .. "pytorch"u8]);
            Assert.Contains("no ONNX model", Assert.Throws<ImportException>(() => SourceModel.Import(path)).Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
