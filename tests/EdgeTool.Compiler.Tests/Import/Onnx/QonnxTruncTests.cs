using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

public class QonnxTruncTests
{
    /// <summary>
    /// In steps of 0.5 with zero point 2: 6 is 14, a quarter of it 3.5; -0.5 is 1, a quarter 0.25; 20.5 is 43, a quarter 10.75. Rounded down
    /// they are 3, 0 and 10, to the nearest 4 (halves to even), 0 and 11; less 2, in steps of 0.5.
    /// </summary>
    [Theory]
    [InlineData("FLOOR", new[] { 0.5f, -1f, 4f })]
    [InlineData("ROUND", new[] { 1f, -1f, 4.5f })]
    public void DropsTheLowestBits(string mode, float[] expected)
    {
        var model = new OnnxBuilder().Input("x", 3).Output("y", 3)
            .Floats("s", [], 0.5f).Floats("z", [], 2).Floats("in", [], 10).Floats("out", [], 8)
            .DomainNode("qonnx.custom_op.general", "Trunc", ["x", "s", "z", "in", "out"], ["y"], OnnxBuilder.TextAttribute("rounding_mode", mode));
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(ModelCompiler.Compile(OnnxImporter.Import(model.ToBytes())).Bytes));
        MemoryMarshal.AsBytes([6f, -0.5f, 20.5f]).CopyTo(interpreter.InputBytes(0));
        interpreter.Run();
        Assert.Equal(expected, interpreter.Output<float>(0).ToArray());
    }
}
