using EdgeRuntime.Model;
using EdgeTool.Compiler;
using TestKit;

namespace EdgeRuntime.Inference.Tests;

/// <summary>A keyword model runs a million times and allocates nothing. Minutes long: <c>--filter Category=Slow</c>.</summary>
[Trait("Category", "Slow")]
public class MillionInferenceTests
{
    [SharedFact]
    public void AMillionKeywordInferencesAllocateNothing()
    {
        var source = Shared.PathOf("models", "mlperf-tiny-models", "benchmark", "training", "keyword_spotting", "trained_models", "kws_ref_model.tflite");
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(ModelCompiler.Compile(source).Bytes));
        // Code that is compiled anew while it runs may allocate once more; a second of running leaves none to compile.
        Run(interpreter, 20_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(interpreter, 1_000_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Run(Interpreter interpreter, int inferences)
    {
        for (var i = 0; i < inferences; i++)
        {
            interpreter.Input<sbyte>(0)[i % 490] = (sbyte)i;
            interpreter.Run();
        }
    }
}
