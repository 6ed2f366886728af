using EdgeRuntime.Inference;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Makes the vectors that a board runs at load: what the reference kernels give for pseudo-random inputs.</summary>
internal static class SelfTestVectors
{
    /// <summary>Above this many bytes in total, fewer cases are stored; one always is.</summary>
    private const long LargestTotalBytes = 1 << 20;

    /// <summary>Proves a packed file that carries no vectors yet, and runs it.</summary>
    /// <exception cref="ModelFormatException">The format refuses what the source holds.</exception>
    public static IReadOnlyList<SelfTestCase> Of(byte[] packed, int cases)
    {
        if (cases <= 0)
        {
            ModelFile.FromBytes(packed, long.MaxValue).Dispose();
            return [];
        }

        using var interpreter = Interpreter.Load(ModelFile.FromBytes(packed, long.MaxValue), new InterpreterOptions { Features = CpuFeatures.None });
        var caseBytes = 0L;
        for (var o = 0; o < interpreter.OutputCount; o++)
        {
            caseBytes += interpreter.OutputInfo(o).ByteLength;
        }

        var count = (int)Math.Clamp(LargestTotalBytes / Math.Max(1, caseBytes), 1, cases);
        return [.. Enumerable.Range(0, count).Select(index => Run(interpreter, SelfTestInputs.OfCase(index)))];
    }

    private static SelfTestCase Run(Interpreter interpreter, SelfTestInputs random)
    {
        var inputs = Enumerable.Range(0, interpreter.InputCount).Select(i => random.Next(interpreter.InputInfo(i))).ToArray();
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i].CopyTo(interpreter.InputBytes(i));
        }

        interpreter.Run();
        return new SelfTestCase(inputs, [.. Enumerable.Range(0, interpreter.OutputCount).Select(o => interpreter.OutputBytes(o).ToArray())]);
    }
}
