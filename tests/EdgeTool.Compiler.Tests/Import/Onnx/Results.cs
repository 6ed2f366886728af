using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Runs a small file of float inputs and one float output here alone.</summary>
internal static class Results
{
    /// <summary>The output for inputs of given elements, or for random ones in [-3, 3), the same at every call.</summary>
    public static float[] Of(byte[] file, params float[][] inputs)
    {
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(
            ModelCompiler.Compile(OnnxImporter.Import(file), new CompileOptions { SelfTestCases = 0 }).Bytes));
        var random = new Random(5);
        for (var i = 0; i < interpreter.InputCount; i++)
        {
            var elements = MemoryMarshal.Cast<byte, float>(interpreter.InputBytes(i));
            for (var e = 0; e < elements.Length; e++)
            {
                elements[e] = i < inputs.Length ? inputs[i][e] : (random.NextSingle() * 6) - 3;
            }
        }

        interpreter.Run();
        return MemoryMarshal.Cast<byte, float>(interpreter.OutputBytes(0)).ToArray();
    }
}
