using EdgeRuntime.Kernels;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeRuntime.Inference.Tests;

/// <summary>A file whose weights lie in an order that no kernel here asks for computes the same bytes, after repacking.</summary>
public class RepackedWeightsTests
{
    /// <summary>An order too odd for any kernel.</summary>
    private static readonly WeightBlocks Odd = new(13, 7);

    [Fact]
    public void WeightsInAnotherOrderAreRepackedOnce()
    {
        var packed = Packer.Pack(ConvolutionNet.Make(5), new CompileOptions());
        using var rowMajor = Interpreter.Load(ModelFile.FromBytes(packed.Bytes));
        using var blocked = Interpreter.Load(ModelFile.FromBytes(InBlocks(packed.Image)));
        Assert.True(blocked.RepackedBytes >= (16 * 9 * 8) + (2 * 16 * 9 * 16), $"{blocked.RepackedBytes} bytes repacked");
        Assert.True(SelfTest.Run(rowMajor).Passed);
        Assert.True(SelfTest.Run(blocked).Passed);
    }

    /// <summary>Whatever the target, every kernel set computes the same; the target's own finds the weights in place.</summary>
    [Theory]
    [InlineData("zero2w")]
    [InlineData("pi4")]
    [InlineData("pi5")]
    [InlineData("x64")]
    [InlineData("x64-avx2")]
    [InlineData("x64-v4")]
    public void EveryTargetsOrderRunsEverywhere(string target)
    {
        var packed = Packer.Pack(ConvolutionNet.Make(7), new CompileOptions { Target = target });
        var own = TargetBoard.Of(target)!.Features;
        foreach (var features in (CpuFeatures[])[CpuFeatures.None, own & Cpu.Detected, Cpu.Detected])
        {
            using var interpreter = Interpreter.Load(ModelFile.FromBytes(packed.Bytes), new InterpreterOptions { Features = features });
            Assert.True(SelfTest.Run(interpreter).Passed, $"{features}");
            Assert.True(features != own || interpreter.RepackedBytes == 0, $"{interpreter.RepackedBytes} bytes repacked on {features}");
        }
    }

    [Fact]
    public void ToolsSeeRowMajorWeights()
    {
        var packed = Packer.Pack(ConvolutionNet.Make(6), new CompileOptions());
        using var model = ModelFile.FromBytes(InBlocks(packed.Image));
        var again = Packer.Pack(EdgeImporter.Import(model), new CompileOptions());
        Assert.Equal(packed.Bytes.Length, again.Bytes.Length);
        for (var t = 0; t < packed.Image.Tensors.Count; t++)
        {
            Assert.True(packed.Image.Tensors[t].Data.Span.SequenceEqual(again.Image.Tensors[t].Data.Span), packed.Image.Tensors[t].Name);
        }

        using var interpreter = Interpreter.Load(ModelFile.FromBytes(InBlocks(packed.Image)));
        var weights = packed.Image.Steps[1].Inputs[1];
        Assert.Equal(packed.Image.Tensors[weights].Data.ToArray(), interpreter.TensorBytes(weights).ToArray());
    }

    private static byte[] InBlocks(ModelImage image) => ModelWriter.Write(new ModelImage
    {
        Tensors = [.. image.Tensors.Select(t => new ImageTensor
        {
            Name = t.Name,
            Info = t.Info,
            Data = t.Data,
            ArenaOffset = t.ArenaOffset,
            FirstStep = t.FirstStep,
            LastStep = t.LastStep,
            InitialValue = t.InitialValue,
            Blocks = t.Info is { Kind: TensorKind.Constant, Type: ElementType.Int8 } ? Odd : default,
        })],
        Steps = image.Steps,
        Inputs = image.Inputs,
        Outputs = image.Outputs,
        ArenaBytes = image.ArenaBytes,
        Contract = image.Contract,
        SelfTest = image.SelfTest,
    });
}
