using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Transposed convolutions over three axes against the definition: every input adds its kernel to the output, a stride apart.</summary>
public class VolumeSpreadingTests
{
    [Theory]
    [InlineData(1, 1, 0, 0)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(2, 1, 0, 1)]
    public void FollowsTheDefinition(int stride, int dilation, int before, int after)
    {
        const int InC = 2, OutC = 3, Depth = 3, Side = 2, Kernel = 2;
        var random = new Random(stride);
        var (x, w) = (Draw(random, InC * Depth * Side * Side), Draw(random, InC * OutC * Kernel * Kernel * Kernel));
        float[] bias = [0.5f, -1, 2];
        int Size(int extent) => ((extent - 1) * stride) + ((Kernel - 1) * dilation) + 1 - before - after;
        var (d, s) = (Size(Depth), Size(Side));
        var expected = new float[OutC * d * s * s];
        for (var i = 0; i < expected.Length; i++)
        {
            expected[i] = bias[i / (d * s * s)];
        }

        for (var i = 0; i < x.Length * OutC * Kernel * Kernel * Kernel; i++)
        {
            var (tap, from) = (i % (Kernel * Kernel * Kernel), i / (Kernel * Kernel * Kernel));
            var (outC, index) = (from % OutC, from / OutC);
            int To(int position, int step) => (position * stride) + (step * dilation) - before;
            var (z, y, c) = (To(index / (Side * Side) % Depth, tap / (Kernel * Kernel)), To(index / Side % Side, tap / Kernel % Kernel), To(index % Side, tap % Kernel));
            if (z >= 0 && z < d && y >= 0 && y < s && c >= 0 && c < s)
            {
                var inC = index / (Depth * Side * Side);
                expected[(((((outC * d) + z) * s) + y) * s) + c] += x[index] * w[(((inC * OutC) + outC) * Kernel * Kernel * Kernel) + tap];
            }
        }

        var model = new OnnxBuilder().Input("x", 1, InC, Depth, Side, Side).Output("y", 1, OutC, d, s, s)
            .Floats("w", [InC, OutC, Kernel, Kernel, Kernel], w).Floats("b", [OutC], bias)
            .Node("ConvTranspose", ["x", "w", "b"], ["y"], OnnxBuilder.IntsAttribute("strides", stride, stride, stride),
                OnnxBuilder.IntsAttribute("dilations", dilation, dilation, dilation), OnnxBuilder.IntsAttribute("pads", before, before, before, after, after, after));
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(ModelCompiler.Compile(OnnxImporter.Import(model.ToBytes())).Bytes));
        MemoryMarshal.AsBytes(x.AsSpan()).CopyTo(interpreter.InputBytes(0));
        interpreter.Run();
        Assert.All(expected.Zip(interpreter.Output<float>(0).ToArray()), p => Assert.Equal(p.First, p.Second, 1e-5f));
    }

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}
