using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Graphs from files: names, shapes, folding, and everything wrong said at once.</summary>
public class OnnxImporterTests
{
    [Fact]
    public void InputsAndOutputsKeepNameShapeAndLayout()
    {
        var graph = OnnxImporter.Import(SmallOnnx.Convolution().ToBytes());

        Assert.Equal(("x", new Shape(1, 1, 4, 4)), (Assert.Single(graph.Inputs).Name, graph.Inputs[0].Shape));
        Assert.Equal(("y", new Shape(1, 2, 4, 4)), (Assert.Single(graph.Outputs).Name, graph.Outputs[0].Shape));
    }

    [Fact]
    public void AllUnsupportedNodesAreNamed()
    {
        var file = new OnnxBuilder().Input("x", 1, 4).Output("z", 1, 4)
            .Node("Frobnicate", ["x"], ["a"])
            .Node("Relu", ["a"], ["b"])
            .Node("Det", ["b"], ["c"])
            .Node("MatMul", ["x", "x"], ["z"]);

        var nodes = Assert.Throws<UnsupportedModelException>(() => OnnxImporter.Import(file.ToBytes())).Nodes;

        Assert.Equal([(0, "Frobnicate"), (2, "Det"), (3, "MatMul")], nodes.Select(n => (n.Index, n.Operator)));
        Assert.All(nodes, n => Assert.NotEmpty(n.Remedy));
    }

    [Fact]
    public void SymbolicDimensionsTakeGivenSizesAndTheBatchIsOne()
    {
        var file = SmallOnnx.ShapeArithmetic().ToBytes();
        Assert.Contains("--shape rows=N", Assert.Single(Assert.Throws<UnsupportedModelException>(() => OnnxImporter.Import(file)).Nodes).Remedy);

        var graph = OnnxImporter.Import(file, new ImportOptions { Dimensions = new Dictionary<string, int> { ["rows"] = 6 } });
        Assert.Equal(new Shape(4, 6), graph.Outputs[0].Shape);
        Assert.Equal(OpCode.Reshape, Assert.Single(graph.Nodes).OpCode);

        Assert.Equal(new Shape(1, 2, 8), OnnxImporter.Import(SmallOnnx.Lines().ToBytes()).Inputs[0].Shape);
    }

    [Fact]
    public void AConditionThatIsConstantChoosesItsBranch()
    {
        var up = new OnnxBuilder().Output("u").Node("Relu", ["x"], ["u"]).GraphBytes();
        var down = new OnnxBuilder().Output("d").Node("Tanh", ["x"], ["d"]).GraphBytes();
        var file = new OnnxBuilder().Input("x", 2).Output("y", 2).Raw("c", 9, [], [0])
            .Node("If", ["c"], ["y"], OnnxBuilder.GraphAttribute("then_branch", up), OnnxBuilder.GraphAttribute("else_branch", down));

        Assert.Equal(OpCode.Tanh, Assert.Single(OnnxImporter.Import(file.ToBytes()).Nodes).OpCode);
    }

    [Fact]
    public void ABodyThatReadsAnUnsupportedNodesValueIsNotListedBesideIt()
    {
        var body = new OnnxBuilder().Output("u").Node("Relu", ["a"], ["u"]).GraphBytes();
        var file = new OnnxBuilder().Input("x", 2).Output("y", 2).Raw("c", 9, [], [1])
            .Node("Frobnicate", ["x"], ["a"])
            .Node("If", ["c"], ["y"], OnnxBuilder.GraphAttribute("then_branch", body), OnnxBuilder.GraphAttribute("else_branch", body));

        Assert.Equal("Frobnicate", Assert.Single(Assert.Throws<UnsupportedModelException>(() => OnnxImporter.Import(file.ToBytes())).Nodes).Operator);
    }

    [Fact]
    public void InitializersThatAreAlsoInputsAreConstants() =>
        Assert.Equal(["x"], OnnxImporter.Import(SmallOnnx.Convolution().Input("w", 2, 1, 3, 3).ToBytes()).Inputs.Select(i => i.Name));

    [Fact]
    public void CyclesAreRefused()
    {
        var file = new OnnxBuilder().Input("x", 4).Output("a", 4).Node("Add", ["x", "b"], ["a"]).Node("Relu", ["a"], ["b"]);
        Assert.Contains("reads 'b' before", Assert.Throws<ImportException>(() => OnnxImporter.Import(file.ToBytes())).Message);
    }

    [Fact]
    public void NamesGivenTwiceAreRefused()
    {
        var file = new OnnxBuilder().Input("x", 4).Output("a", 4).Node("Relu", ["x"], ["a"]).Node("Tanh", ["x"], ["a"]);
        Assert.Contains("given twice", Assert.Throws<ImportException>(() => OnnxImporter.Import(file.ToBytes())).Message);
    }

    [Fact]
    public void WeightsOutsideTheFileNeedPermissionAndStayInItsFolder()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "w.bin"), [.. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(2f)]);
            Assert.Contains("--external-data", Refusal("w.bin", allow: false));
            Assert.Contains("no file name", Refusal("../w.bin", allow: true));
            Assert.Contains("no file name", Refusal("/etc/hostname", allow: true));
            Assert.Contains("no plain file", Refusal("missing.bin", allow: true));
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "link.bin"), "/etc/hostname");
            Assert.Contains("no plain file", Refusal("link.bin", allow: true));
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "inside.bin"), Path.Combine(folder.FullName, "w.bin"));
            Assert.Contains("no plain file", Refusal("inside.bin", allow: true));

            Directory.CreateDirectory(Path.Combine(folder.FullName, "folder.bin"));
            Assert.Contains("no plain file", Refusal("folder.bin", allow: true));
            using (var pipe = System.Diagnostics.Process.Start("mkfifo", Path.Combine(folder.FullName, "pipe.bin")))
            {
                pipe.WaitForExit();
            }

            Assert.Contains("no plain file", Refusal("pipe.bin", allow: true));
            var graph = OnnxImporter.Import(External("w.bin"), new ImportOptions { AllowExternalData = true }, folder.FullName);
            Assert.Equal([1f, 2f], graph.Nodes[0].Inputs[1]!.ConstantAs<float>().ToArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        string Refusal(string location, bool allow) => Assert.Throws<ImportException>(
            () => OnnxImporter.Import(External(location), new ImportOptions { AllowExternalData = allow }, folder.FullName)).Message;
    }

    /// <summary>The folder itself may be reached through a link: whoever names it trusts it.</summary>
    [Fact]
    public void AFolderThatIsALinkStillHoldsItsFiles()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var real = folder.CreateSubdirectory("real").FullName;
            File.WriteAllBytes(Path.Combine(real, "w.bin"), [.. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(2f)]);
            var link = Path.Combine(folder.FullName, "link");
            Directory.CreateSymbolicLink(link, real);
            var graph = OnnxImporter.Import(External("w.bin"), new ImportOptions { AllowExternalData = true }, link);
            Assert.Equal([1f, 2f], graph.Nodes[0].Inputs[1]!.ConstantAs<float>().ToArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void DoublesAreSaidToBecomeFloats()
    {
        const int Double = 11;
        var file = new OnnxBuilder().InputOf(Double, "x", 2).OutputOf(Double, "y", 2)
            .Raw("w", Double, [2], [.. BitConverter.GetBytes(1.0), .. BitConverter.GetBytes(0.1)]).Node("Add", ["x", "w"], ["y"]);
        var graph = OnnxImporter.Import(file.ToBytes());
        Assert.Contains("3 tensor(s) of float64", Assert.Single(graph.Contract.Provenance.Notes), StringComparison.Ordinal);
        Assert.Empty(OnnxImporter.Import(new OnnxBuilder().Input("x", 2).Output("y", 2).Node("Relu", ["x"], ["y"]).ToBytes()).Contract.Provenance.Notes);
    }

    private static byte[] External(string location)
    {
        var tensor = OnnxBuilder.Message(o =>
        {
            OnnxBuilder.Write(o, 1, 2);
            OnnxBuilder.Write(o, 2, 1);
            OnnxBuilder.Write(o, 8, ["w"u8.ToArray()]);
            OnnxBuilder.Write(o, 13, [OnnxBuilder.Message(e => OnnxBuilder.Write(e, 1, ["location"u8.ToArray()]))
                .Concat(OnnxBuilder.Message(e => OnnxBuilder.Write(e, 2, [System.Text.Encoding.UTF8.GetBytes(location)]))).ToArray()]);
            OnnxBuilder.Write(o, 14, 1);
        });
        return new OnnxBuilder().Input("x", 2).Output("y", 2).Initializer(tensor).Node("Add", ["x", "w"], ["y"]).ToBytes();
    }
}
