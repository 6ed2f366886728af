using EdgeRuntime.Inference;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeTool.Compiler.Tests;

/// <summary>Real models give what the TensorFlow Lite reference gives: integers byte for byte, float32 within 1e-4 relative.</summary>
public class GoldenTests
{
    public static TheoryData<string> Models => Rows(GoldenModel.Names);

    public static TheoryData<string> LayeredModels => Rows(GoldenModel.Names.Where(n => new GoldenModel(n).HasLayers));

    [SharedTheory]
    [MemberData(nameof(Models))]
    public void EveryCaseMatches(string name)
    {
        var golden = new GoldenModel(name);
        var compiled = ModelCompiler.Compile(golden.SourcePath);
        using var interpreter = Load(compiled);
        var differences = golden.Differences(interpreter);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        var selfTest = SelfTest.Run(interpreter);
        Assert.True(selfTest.Passed, selfTest.ToString());
    }

    /// <summary>Minutes long: <c>--filter Category=Slow</c>.</summary>
    [SharedTheory]
    [MemberData(nameof(Models))]
    [Trait("Category", "Slow")]
    public void EveryCaseMatchesWithReferenceKernelsAndThreads(string name)
    {
        var golden = new GoldenModel(name);
        var compiled = ModelCompiler.Compile(golden.SourcePath, new CompileOptions { SelfTestCases = 0 });
        foreach (var features in (CpuFeatures[])[CpuFeatures.None, Cpu.Detected])
        {
            foreach (var threads in (int[])[2, 3])
            {
                using var interpreter = Load(compiled, new InterpreterOptions { Features = features, Threads = threads });
                var differences = golden.Differences(interpreter);
                Assert.True(differences.Count == 0, $"{features}, {threads} threads: {string.Join('\n', differences)}");
            }
        }
    }

    [SharedTheory]
    [MemberData(nameof(LayeredModels))]
    public void EveryLayerMatches(string name)
    {
        var golden = new GoldenModel(name);
        using var interpreter = Load(ModelCompiler.Compile(golden.SourcePath, new CompileOptions { Simplify = false, SelfTestCases = 0 }));
        var differences = golden.LayerDifferences(interpreter);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static Interpreter Load(CompiledModel compiled, InterpreterOptions? options = null) =>
        Interpreter.Load(ModelFile.FromBytes(compiled.Bytes), options);

    /// <summary>A theory needs a row even where there is nothing to test.</summary>
    private static TheoryData<string> Rows(IEnumerable<string> names)
    {
        var rows = new TheoryData<string>();
        foreach (var name in names.DefaultIfEmpty(""))
        {
            rows.Add(name);
        }

        return rows;
    }
}
