using EdgeRuntime.Kernels;
using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

/// <summary>One random step, and every variant of its operator run on it.</summary>
/// <param name="Record">The operator's record.</param>
/// <param name="Inputs">Operands with their bytes.</param>
/// <param name="Output">Type, shape and quantization of the output.</param>
public sealed record ParityCase<T>(T Record, TestTensor[] Inputs, TestTensor Output) : IParityCase
    where T : unmanaged, IOperatorRecord<T>
{
    public IEnumerable<(string Isa, string? Difference)> Compare()
    {
        var expected = StepRunner.Run(Record, Inputs, [Output])[0];
        foreach (var variant in StepRunner.VariantsFor(Record, Inputs, [Output]))
        {
            yield return (variant.Isa, Difference(variant, expected, 1) ?? Difference(variant, expected, 3));
        }
    }

    public override string ToString() =>
        $"{T.OpCode} {string.Join(", ", Inputs.Select(i => i.Info))} -> {Output.Info}, " +
        $"zero points {string.Join(", ", Inputs.Select(i => i.Info.ZeroPoint))} -> {Output.Info.ZeroPoint}, " +
        $"record {string.Join(' ', System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(OperatorRecords.ToBytes(Record)).ToArray())}";

    private string? Difference(KernelVariant variant, byte[] expected, int workers)
    {
        var actual = StepRunner.Run(Record, Inputs, [Output], variant, workers)[0];
        for (var i = 0; i < expected.Length; i++)
        {
            if (actual[i] != expected[i])
            {
                return $"byte {i} of {expected.Length} is {(sbyte)actual[i]}, not {(sbyte)expected[i]}, with {workers} worker(s)";
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
