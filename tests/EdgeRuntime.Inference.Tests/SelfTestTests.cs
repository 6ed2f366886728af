using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeRuntime.Inference.Tests;

public class SelfTestTests
{
    [Fact]
    public void APackedModelReproducesItsVectors()
    {
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(Models.Pack(Models.State(1f, 2f), selfTestCases: 3)));
        Assert.Equal(new SelfTestReport(3, null), SelfTest.Run(interpreter));

        // From the reset state, whatever ran before, and as often as wanted.
        SelfTest.Run(interpreter).Require();
    }

    [Fact]
    public void TheFirstDifferenceIsNamed()
    {
        var image = Packer.Pack(Models.ReluChain(1, 4), new CompileOptions { SelfTestCases = 2 }).Image;
        Wrong(image.SelfTest[1].Outputs[0]);
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(ModelWriter.Write(image)));
        var report = SelfTest.Run(interpreter);
        var difference = report.Difference!;
        Assert.Equal((1, 0, "y0", 2, "1024"), (difference.Case, difference.Output, difference.OutputName, difference.Element, difference.Expected));
        Assert.Equal(FaultKind.SelfTestMismatch, Assert.Throws<ModelFormatException>(report.Require).Kind);

        static void Wrong(byte[] output) => BitConverter.TryWriteBytes(output.AsSpan(8), 1024f);
    }
}
