using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Runs a small file of float inputs and one float output here and with ONNX Runtime.</summary>
internal static class SideBySide
{
    /// <summary>Results of both on the same uniformly random inputs in [-3, 3).</summary>
    public static (float[] Expected, float[] Found) Run(byte[] file)
    {
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(
            ModelCompiler.Compile(OnnxImporter.Import(file), new CompileOptions { SelfTestCases = 0 }).Bytes));
        var (random, feeds) = (new Random(11), new List<NamedOnnxValue>());
        for (var i = 0; i < interpreter.InputCount; i++)
        {
            var elements = MemoryMarshal.Cast<byte, float>(interpreter.InputBytes(i));
            foreach (ref var element in elements)
            {
                element = (random.NextSingle() * 6) - 3;
            }

            feeds.Add(NamedOnnxValue.CreateFromTensor(
                interpreter.Model.TensorName(interpreter.Model.Inputs[i]), new DenseTensor<float>(elements.ToArray(), interpreter.InputInfo(i).Shape.Span.ToArray())));
        }

        interpreter.Run();
        using var session = new InferenceSession(file);
        using var results = session.Run(feeds);
        var (expected, found) = (results[0].AsTensor<float>(), MemoryMarshal.Cast<byte, float>(interpreter.OutputBytes(0)).ToArray());
        Assert.Equal(expected.Dimensions.ToArray(), interpreter.OutputInfo(0).Shape.Span.ToArray());
        return (expected.ToArray(), found);
    }

    /// <summary>Dimensions of an output about which the file says only how many there are.</summary>
    public static object[] Open(int rank) => [.. Enumerable.Range(0, rank).Select(i => (object)$"d{i}")];
}
