using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// Of each axis of the input, <see cref="Count"/> elements from <see cref="Begin"/> in steps of <see cref="Stride"/>, which may be
/// negative. The output may leave out, or add, dimensions of size 1.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct StridedSlice : IOperatorRecord<StridedSlice>
{
    /// <summary>First index taken of each axis of the input.</summary>
    public PerAxis Begin;

    /// <summary>How many elements of each axis of the input.</summary>
    public PerAxis Count;

    /// <summary>Step from one to the next; not 0.</summary>
    public PerAxis Stride;

    public static OpCode OpCode => OpCode.StridedSlice;

    public static void Check(in StridedSlice record, OperandSet operands)
    {
        var (input, output) = MovementLaw.OneToOne(operands);
        var rank = input.Shape.Rank;
        for (var axis = 0; axis < rank; axis++)
        {
            var (begin, count, stride) = (record.Begin[axis], record.Count[axis], record.Stride[axis]);
            Law.Range($"begin[{axis}]", begin, 0, input.Shape[axis] - 1);
            Law.Range($"count[{axis}]", count, 1, input.Shape[axis]);
            Law.Require(FaultKind.Parameter, stride != 0, $"stride[{axis}]", "not 0", stride);
            Law.Range($"last index of axis {axis}", begin + ((count - 1L) * stride), 0, input.Shape[axis] - 1);
        }

        MovementLaw.UnusedAreZero("begin", record.Begin, rank);
        MovementLaw.UnusedAreZero("count", record.Count, rank);
        MovementLaw.UnusedAreZero("stride", record.Stride, rank);
        ReadOnlySpan<int> counts = record.Count;
        var kept = MovementLaw.WithoutOnes(counts[..rank]);
        Law.Require(FaultKind.OperandShape, MovementLaw.WithoutOnes(output.Shape.Span) == kept, "output shape", $"{kept} and any ones", output.Shape);
    }
}
