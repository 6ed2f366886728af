using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Discrete Fourier transform of real samples: input (..., n) int16, filled up with zeros to <see cref="FftLength"/>; output
/// (..., FftLength + 2) int16, the real and imaginary parts of the frequencies 0..FftLength / 2, divided by FftLength.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct SignalRfft : IOperatorRecord<SignalRfft>
{
    /// <summary>A power of two, 4..32768.</summary>
    public int FftLength;

    public static OpCode OpCode => OpCode.SignalRfft;

    public static void Check(in SignalRfft record, OperandSet operands)
    {
        Law.Counts(operands, 1, 1);
        var (input, output) = (operands.Inputs[0], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.Int16);
        Law.TypeOf("output", output, ElementType.Int16);
        Law.RankOf("input", input, 1, Shape.MaxRank);
        Law.Range("FFT length", record.FftLength, 4, 1 << 15);
        Law.Require(FaultKind.Parameter, BitOperations.IsPow2(record.FftLength), "FFT length", "a power of two", record.FftLength);
        Law.Range("samples", input.Shape[-1], 1, record.FftLength);
        var expected = input.Shape;
        expected[-1] = record.FftLength + 2;
        Law.ShapeOf("output", output, expected);
    }

    /// <summary>The samples as complex numbers, in the order in which they are combined.</summary>
    public static long ScratchBytes(in SignalRfft record, OperandSet operands) => (long)record.FftLength * sizeof(short);

    public static long Macs(in SignalRfft record, OperandSet operands) =>
        (long)record.FftLength * BitOperations.Log2((uint)record.FftLength) * operands.Inputs[0].Shape.Product(0, operands.Inputs[0].Shape.Rank - 1);
}
