using System.Runtime.InteropServices;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

/// <summary>One random step, and every variant of its operator run on it.</summary>
/// <param name="Record">The operator's record.</param>
/// <param name="Inputs">Operands with their bytes.</param>
/// <param name="Outputs">Types, shapes and quantization of the outputs.</param>
public sealed record ParityCase<T>(T Record, TestTensor[] Inputs, params TestTensor[] Outputs) : IParityCase
    where T : unmanaged, IOperatorRecord<T>
{
    public IEnumerable<(string Isa, string? Difference)> Compare()
    {
        var expected = Run(null, 1);
        foreach (var variant in StepRunner.VariantsFor(Record, Inputs, Outputs))
        {
            yield return (variant.Name, Difference(variant, expected, 1) ?? Difference(variant, expected, 3));
        }
    }

    public override string ToString() =>
        $"{T.OpCode} {string.Join(", ", Inputs.Select(i => i.Info))} -> {string.Join(", ", Outputs.Select(o => o.Info))}, " +
        $"zero points {string.Join(", ", Inputs.Select(i => i.Info.ZeroPoint))} -> {Outputs[0].Info.ZeroPoint}, " +
        $"record {string.Join(' ', MemoryMarshal.Cast<byte, int>(OperatorRecords.ToBytes(Record)).ToArray())}";

    private string? Difference(KernelVariant variant, byte[][] expected, int workers)
    {
        var actual = Run(variant, workers);
        for (var o = 0; o < expected.Length; o++)
        {
            var difference = o < Outputs.Length && Outputs[o].Info.Type == ElementType.Float32
                ? RealDifference(MemoryMarshal.Cast<byte, float>(expected[o]), MemoryMarshal.Cast<byte, float>(actual[o]))
                : ByteDifference(expected[o], actual[o]);
            if (difference is not null)
            {
                return $"{difference}, output {o}, with {workers} worker(s)";
            }
        }

        return null;
    }

    /// <summary>Bytes of the outputs, then of the inputs as the step leaves them: variables are updated, nothing else may be.</summary>
    private byte[][] Run(KernelVariant? variant, int workers)
    {
        var inputs = Array.ConvertAll(Inputs, i => i with { Bytes = [.. i.Bytes] });
        return [.. StepRunner.Run(Record, inputs, Outputs, variant, workers), .. inputs.Select(i => i.Bytes)];
    }

    private static string? ByteDifference(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        var i = expected.CommonPrefixLength(actual);
        return i == expected.Length ? null : $"byte {i} of {expected.Length} is {(sbyte)actual[i]}, not {(sbyte)expected[i]}";
    }

    /// <summary>Sums in another order differ by rounding, in proportion to what was summed rather than to what is left of it.</summary>
    private static string? RealDifference(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        var largest = 0f;
        foreach (var value in expected)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (var i = 0; i < expected.Length; i++)
        {
            if (!expected[i].Equals(actual[i]) && !(Math.Abs(expected[i] - actual[i]) <= (1e-4f * Math.Abs(expected[i])) + (1e-5f * largest)))
            {
                return $"element {i} of {expected.Length} is {actual[i]}, not {expected[i]}";
            }
        }

        return null;
    }
}

/// <summary>A case of any operator.</summary>
public interface IParityCase
{
    /// <summary>For every variant that covers the step, the first difference from the reference; null when there is none.</summary>
    IEnumerable<(string Isa, string? Difference)> Compare();
}
