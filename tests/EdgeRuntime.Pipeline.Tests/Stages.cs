using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline.Tests;

/// <summary>Stages and inputs in few words.</summary>
internal static class Stages
{
    public static PreprocessStage Of(string kind, params (string Name, object Value)[] parameters) => new()
    {
        Kind = kind,
        Numbers = parameters.Where(p => p.Value is not string).ToDictionary(p => p.Name, p => p.Value as double[] ?? [Convert.ToDouble(p.Value)]),
        Options = parameters.Where(p => p.Value is string).ToDictionary(p => p.Name, p => (string)p.Value),
    };

    public static OperandInfo Real(params int[] shape) => new(ElementType.Float32, new Shape(shape), TensorKind.Arena);

    /// <summary>What a float32 input of this shape gets.</summary>
    public static float[] Run(int[] shape, float[] samples, params PreprocessStage[] stages)
    {
        var input = Real(shape);
        var values = new float[input.Shape.ElementCount];
        Preprocessor.Create(stages, input).Fill(samples, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    public static string Refusal(int[] shape, params PreprocessStage[] stages) =>
        Assert.Throws<ContractException>(() => Preprocessor.Create(stages, Real(shape))).Message;

    public static float[] Noise(int seed, int count, float amplitude = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => amplitude * ((2 * random.NextSingle()) - 1))];
    }
}
