using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;
using static TorchSharp.torch;

namespace EdgeTool.Training.Tests;

/// <summary>The twin of a graph with changed weights beside our interpreter on the exported graph.</summary>
internal static class TwinAgreement
{
    private const int Batch = 2;

    /// <summary>Largest difference over all outputs, in parts of the output's largest number or of 1.</summary>
    public static double Difference(Twin twin, SplitMix random)
    {
        twin.eval();
        Perturb(twin, random);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        float[][][] inputs = [.. twin.Graph.Inputs.Select(v => Enumerable.Range(0, Batch)
            .Select(_ => Enumerable.Range(0, v.Shape.ElementCount).Select(_ => (float)random.Uniform(-1, 1)).ToArray()).ToArray())];
        var outputs = twin.call([.. twin.Graph.Inputs.Select((v, i) => tensor(inputs[i].SelectMany(x => x).ToArray(), TwinTensors.Batched(Batch, v.Shape)))]);

        using var interpreter = Interpreter.Load(ModelFile.FromBytes(
            ModelCompiler.Compile(GraphCopy.Of(twin.Export()), new CompileOptions { SelfTestCases = 0 }).Bytes));
        var largest = 0.0;
        for (var example = 0; example < Batch; example++)
        {
            interpreter.Reset();
            for (var i = 0; i < inputs.Length; i++)
            {
                inputs[i][example].CopyTo(interpreter.Input<float>(i));
            }

            interpreter.Run();
            for (var o = 0; o < outputs.Length; o++)
            {
                if (outputs[o].dtype == ScalarType.Float32)
                {
                    largest = Math.Max(largest, Difference(TwinTensors.Floats(outputs[o].shape[0] == 1 ? outputs[o][0] : outputs[o][example]), interpreter.Output<float>(o)));
                }
            }
        }

        return largest;
    }

    /// <summary>Every weight moves a little, so that only what is written back can agree.</summary>
    private static void Perturb(Twin twin, SplitMix random)
    {
        using var frozen = no_grad();
        foreach (var parameter in twin.Parameters.Values)
        {
            var values = TwinTensors.Floats(parameter);
            parameter.copy_(tensor(values.Select(v => (float)(v * random.Uniform(0.98, 1.02))).ToArray(), parameter.shape));
        }
    }

    private static double Difference(float[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var (difference, size) = (0.0, 1.0);
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i].Equals(actual[i]))
            {
                continue;
            }

            difference = Math.Max(difference, float.IsFinite(expected[i]) ? Math.Abs((double)expected[i] - actual[i]) : double.PositiveInfinity);
            size = Math.Max(size, Math.Abs(expected[i]));
        }

        return difference / size;
    }
}
