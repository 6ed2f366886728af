using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests;

public class PackerTests
{
    [Fact]
    public void EqualConstantsAreStoredOnceAndUnusedOnesNotAtAll()
    {
        var graph = Graphs.ReluChain(1, 2);
        Value One() => Value.Of<float>("one", new Shape(1, 2), [1f, 1f]);
        graph.Outputs.AddRange([One(), One(), Value.Of<float>("other shape", new Shape(2), [1f, 1f])]);
        var image = Packer.Pack(graph, new CompileOptions()).Image;
        Assert.Equal(2, image.Tensors.Count(t => t.Info.Kind == TensorKind.Constant));
        Assert.Equal(image.Outputs[1], image.Outputs[2]);
    }

    [Fact]
    public void AValueReadBeforeItIsWrittenIsRefusedByName()
    {
        var graph = Graphs.ReluChain(2, 2);
        graph.Nodes.Reverse();
        var e = Assert.Throws<ImportException>(() => Packer.Pack(graph, new CompileOptions()));
        Assert.Contains("Relu 'relu1' reads 'y0'", e.Message);
    }

    [Fact]
    public void AValueWrittenTwiceIsRefused()
    {
        var graph = Graphs.ReluChain(2, 2);
        graph.Nodes.Add(Node.Of("again", default(Relu), [graph.Inputs[0]], [graph.Outputs[0]]));
        Assert.Throws<ImportException>(() => Packer.Pack(graph, new CompileOptions()));
    }

    [Fact]
    public void ANodeThatBreaksItsLawIsNamed()
    {
        var graph = Graphs.ReluChain(1, 2);
        graph.Outputs[0].Shape = new Shape(1, 3);
        var e = Assert.Throws<ImportException>(() => Packer.Pack(graph, new CompileOptions()));
        Assert.StartsWith("Relu 'relu0': output shape: expected 1x2, found 1x3", e.Message);
    }

    [Fact]
    public void AConstantOfTheWrongLengthIsRefused()
    {
        var graph = Graphs.ReluChain(1, 2);
        var constant = Value.Of<float>("c", new Shape(1, 2), [1f, 1f]);
        constant.Shape = new Shape(1, 3);
        graph.Outputs.Add(constant);
        Assert.Throws<ImportException>(() => Packer.Pack(graph, new CompileOptions()));
    }

    [Fact]
    public void PackingTwiceGivesTheSameBytes() => Assert.Equal(
        Packer.Pack(Graphs.ReluChain(3, 7), new CompileOptions()).Bytes,
        Packer.Pack(Graphs.ReluChain(3, 7), new CompileOptions()).Bytes);

    [Fact]
    public void LargeModelsStoreFewerCasesButAlwaysOne()
    {
        Assert.Equal(5, Packer.Pack(Graphs.ReluChain(1, 10), new CompileOptions { SelfTestCases = 5 }).Image.SelfTest.Count);
        Assert.Equal(4, Packer.Pack(Graphs.ReluChain(1, 60_000), new CompileOptions { SelfTestCases = 5 }).Image.SelfTest.Count);
        Assert.Single(Packer.Pack(Graphs.ReluChain(1, 1_000_000), new CompileOptions { SelfTestCases = 5 }).Image.SelfTest);
        Assert.Empty(Packer.Pack(Graphs.ReluChain(1, 10), new CompileOptions { SelfTestCases = 0 }).Image.SelfTest);
    }

    [Fact]
    public void AnUnpackedModelPacksToTheSameBytes()
    {
        var graph = Graphs.ReluChain(3, 7);
        var state = Graphs.Float("state", 2);
        (state.IsVariable, state.InitialValue) = (true, [0, 0, 128, 63, 0, 0, 0, 64]);
        graph.Nodes.Add(Node.Of("keep", default(Relu), [state], [Graphs.Float("kept", 2)]));
        graph.Outputs.Add(graph.Nodes[^1].Outputs[0]);
        graph.Contract.Labels = ["a", "b"];
        var packed = ModelCompiler.Compile(graph, new CompileOptions { Target = "pi4" }).Bytes;
        using var model = ModelFile.FromBytes(packed);
        Assert.Equal(packed, ModelCompiler.Compile(EdgeImporter.Import(model)).Bytes);
    }

    [Fact]
    public void AFileIsRepackedWithItsProvenance()
    {
        var graph = Graphs.ReluChain(3, 7);
        (graph.Contract.Provenance.SourceFile, graph.Contract.Provenance.SourceSha256) = ("x.tflite", new string('0', 64));
        var packed = ModelCompiler.Compile(graph).Bytes;
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.edge");
        try
        {
            File.WriteAllBytes(path, packed);
            Assert.Equal(packed, ModelCompiler.Compile(path).Bytes);
            Assert.StartsWith("edgetool ", ModelCompiler.Compile(path).Graph.Contract.Provenance.Tool);
            File.WriteAllBytes(path, packed[..^1]);
            Assert.Contains(path, Assert.Throws<ImportException>(() => ModelCompiler.Compile(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void SelfTestInputsCoverTheirRanges()
    {
        var random = new SelfTestInputs(1);
        var bytes = random.Next(new OperandInfo(ElementType.Int8, new Shape(10_000), TensorKind.Arena));
        Assert.Equal(256, bytes.Distinct().Count());
        var floats = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(
            random.Next(new OperandInfo(ElementType.Float32, new Shape(10_000), TensorKind.Arena))).ToArray();
        Assert.InRange(floats.Min(), -1f, -0.99f);
        Assert.InRange(floats.Max(), 0.99f, 0.9999999f);
        Assert.InRange(floats.Average(), -0.05f, 0.05f);
    }
}
