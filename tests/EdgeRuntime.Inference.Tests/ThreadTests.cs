using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeRuntime.Inference.Tests;

[Collection(nameof(Alone))]
public class ThreadTests
{
    [Fact]
    public void EveryNumberOfThreadsGivesTheSameBytes()
    {
        var seed = Environment.TickCount;
        AssertSameBytes(ConvolutionNet.Make(seed), seed);
    }

    /// <summary>Parts that end within rows, parts that are rows, and a single pixel, whose parts are channels.</summary>
    [Theory]
    [InlineData(7, 7, 96)]
    [InlineData(8, 6, 120)]
    [InlineData(1, 1, 511)]
    [InlineData(1, 1, 512)]
    [InlineData(3, 1, 200)]
    public void EveryNumberOfThreadsGivesTheSameBytesOfPixels(int height, int width, int channels)
    {
        var seed = Environment.TickCount;
        AssertSameBytes(ConvolutionNet.MakePixelwise(seed, height, width, channels), seed);
    }

    private static void AssertSameBytes(Graph graph, int seed)
    {
        var packed = Models.Pack(graph);
        var input = new byte[graph.Inputs[0].Shape.ElementCount];
        new Random(seed).NextBytes(input);
        var expected = Run(packed, input, threads: 1);
        Assert.True(expected.Distinct().Count() > 20, $"seed {seed}: an output this uniform tests nothing");
        for (var threads = 2; threads <= 4; threads++)
        {
            Assert.True(expected.AsSpan().SequenceEqual(Run(packed, input, threads)), $"seed {seed}, {threads} threads");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void NoNumberOfThreadsAllocates(int threads)
    {
        using var interpreter = Models.Load(ConvolutionNet.Make(1, 9, 9), threads);
        RunMany(interpreter);
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 300 && least > 1000; attempt++)
        {
            Thread.Sleep(5);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            RunMany(interpreter);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        // Counted over all threads: those of the test host itself may allocate in some attempts, an interpreter that did would in every one.
        Assert.InRange(least, 0, 1000);
    }

    private static void RunMany(Interpreter interpreter)
    {
        for (var i = 0; i < 60; i++)
        {
            interpreter.Input<sbyte>(0)[i] = (sbyte)i;
            interpreter.Run();
        }
    }

    private static byte[] Run(byte[] packed, byte[] input, int threads)
    {
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(packed), new InterpreterOptions { Threads = threads });
        byte[] output = [];
        for (var round = 0; round < 5; round++)
        {
            input.CopyTo(interpreter.InputBytes(0));
            interpreter.Run();
            output = interpreter.OutputBytes(0).ToArray();
        }

        return output;
    }
}
