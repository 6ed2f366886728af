using System.Diagnostics;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using EdgeTool.Compiler.Tflite;

namespace EdgeTool.Compiler.Tests.Hostile;

/// <summary>What a file from anywhere may do: be refused in our words, quickly and cheaply, or be packed and run.</summary>
internal static class SourceTrial
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A bit may make a tensor a million times as long, which is a model still, and takes its time.</summary>
    private const long LargestArenaBytes = 64 << 20;

    /// <returns>Whether the file is a model.</returns>
    public static bool Passes(byte[] bytes, string what, ImportOptions? options = null)
    {
        var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        var isModel = Compiles(bytes, what, options);
        Assert.True(isModel || watch.Elapsed < Patience, $"{what}: {watch.Elapsed}");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(isModel || allocated <= (4L * bytes.Length) + (64 << 20), $"{what}: {allocated} bytes allocated for {bytes.Length}");
        return isModel;
    }

    private static bool Compiles(byte[] bytes, string what, ImportOptions? options)
    {
        try
        {
            var graph = TfliteReader.Recognizes(bytes) ? TfliteImporter.Import(bytes) : OnnxImporter.Import(bytes, options);
            var compiled = ModelCompiler.Compile(graph, new CompileOptions { SelfTestCases = 0 });
            if (compiled.Image.ArenaBytes <= LargestArenaBytes)
            {
                using var interpreter = Interpreter.Load(ModelFile.FromBytes(compiled.Bytes, 1 << 30));
                interpreter.Run();
            }

            return true;
        }
        catch (Exception e) when (e is ImportException or UnsupportedModelException)
        {
            Assert.InRange(e.Message.Length, 20, 100_000);
            return false;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(what, e);
        }
    }
}
