using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler;

namespace EdgeRuntime.Inference.Tests;

public class InterpreterTests
{
    [Fact]
    public void RunComputesOutputsFromInputs()
    {
        using var interpreter = Models.Load(Models.ReluChain(3, 4));
        interpreter.Input<float>(0)[0] = -1;
        interpreter.Input<float>(0)[1] = 2;
        interpreter.Input<float>(0)[2] = 0.5f;
        interpreter.Input<float>(0)[3] = -0.5f;
        interpreter.Run();
        Assert.Equal([0f, 2f, 0.5f, 0f], interpreter.Output<float>(0).ToArray());
        Assert.Equal((1, 1, 3), (interpreter.InputCount, interpreter.OutputCount, interpreter.StepCount));
        Assert.Equal("Reference", interpreter.VariantOf(0).Isa);
        Assert.Equal(new Shape(1, 4), interpreter.OutputInfo(0).Shape);
    }

    [Fact]
    public void StepsCanBeRunOneByOne()
    {
        using var interpreter = Models.Load(Models.ReluChain(2, 2));
        new[] { -3f, 3f }.CopyTo(interpreter.Input<float>(0));
        interpreter.RunStep(0);
        Assert.Equal([0f, 3f], MemoryMarshal.Cast<byte, float>(interpreter.TensorBytes(interpreter.Model.OutputsOf(0)[0])).ToArray());
        interpreter.RunStep(1);
        Assert.Equal([0f, 3f], interpreter.Output<float>(0).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => interpreter.RunStep(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => interpreter.RunStep(-1));
    }

    [Fact]
    public void ARunMayStartAtALaterStepOnBytesThatAreGiven()
    {
        using var interpreter = Models.Load(Models.ReluChain(2, 2));
        var between = interpreter.Model.OutputsOf(0)[0];
        interpreter.WriteTensor(between, MemoryMarshal.AsBytes<float>([-1, 5]));
        interpreter.RunStep(1);
        Assert.Equal([0f, 5f], interpreter.Output<float>(0).ToArray());
        Assert.Throws<ArgumentException>(() => interpreter.WriteTensor(between, new byte[7]));
    }

    [Fact]
    public void AnOutputMayBeAConstantAnInputOrListedTwice()
    {
        var graph = Models.ReluChain(1, 2);
        graph.Outputs.AddRange([graph.Outputs[0], graph.Inputs[0], Value.Of<float>("c", new Shape(1, 2), [7f, 8f])]);
        using var interpreter = Models.Load(graph);
        new[] { -3f, 3f }.CopyTo(interpreter.Input<float>(0));
        interpreter.Run();
        Assert.Equal([0f, 3f], interpreter.Output<float>(0).ToArray());
        Assert.Equal([0f, 3f], interpreter.Output<float>(1).ToArray());
        Assert.Equal([-3f, 3f], interpreter.Output<float>(2).ToArray());
        Assert.Equal([7f, 8f], interpreter.Output<float>(3).ToArray());
    }

    [Fact]
    public void AnInputThatNothingReadsDisturbsNothing()
    {
        var graph = Models.ReluChain(1, 2);
        graph.Inputs.Add(Models.Float("ignored", 2));
        using var interpreter = Models.Load(graph);
        new[] { -3f, 3f }.CopyTo(interpreter.Input<float>(0));
        new[] { 9f, 9f }.CopyTo(interpreter.Input<float>(1));
        interpreter.Run();
        Assert.Equal([0f, 3f], interpreter.Output<float>(0).ToArray());
    }

    [Fact]
    public void VariablesCarryStateAndResetRestoresIt()
    {
        using var interpreter = Models.Load(Models.State(5f, -5f));
        Assert.Equal([5f, 0f], Step(interpreter, 1, 2));
        Assert.Equal([1f, 2f], Step(interpreter, -3, 4));
        Assert.Equal([0f, 4f], Step(interpreter, 0, 0));
        interpreter.Reset();
        Assert.Equal([5f, 0f], Step(interpreter, 6, 7));

        static float[] Step(Interpreter interpreter, float a, float b)
        {
            new[] { a, b }.CopyTo(interpreter.Input<float>(0));
            interpreter.Run();
            return interpreter.Output<float>(0).ToArray();
        }
    }

    [Fact]
    public void AnotherElementTypeIsRefused()
    {
        using var interpreter = Models.Load(Models.ReluChain(1, 2));
        var e = Assert.Throws<InvalidOperationException>(() => interpreter.Input<sbyte>(0).Length);
        Assert.Contains("Input 0 holds Float32", e.Message);
        Assert.Throws<InvalidOperationException>(() => interpreter.Output<int>(0).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    [InlineData(-1)]
    public void ThreadsMustLieInRange(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Models.Load(Models.ReluChain(1, 2), threads));

    [Fact]
    public void ADisposedInterpreterIsRefusedNotFollowed()
    {
        var interpreter = Models.Load(Models.ReluChain(1, 2), threads: 2);
        interpreter.Dispose();
        interpreter.Dispose();
        Assert.Throws<ObjectDisposedException>(interpreter.Run);
        Assert.Throws<ObjectDisposedException>(interpreter.Reset);
        Assert.Throws<ObjectDisposedException>(() => interpreter.InputBytes(0).Length);
    }

    [Fact]
    public void AThousandInferencesAllocateNothing()
    {
        using var interpreter = Models.Load(Models.ReluChain(5, 100));
        interpreter.Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            interpreter.Input<float>(0)[0] = i;
            interpreter.Run();
            _ = interpreter.Output<float>(0)[0];
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
