namespace EdgeRuntime.Model;

/// <summary>
/// An operator's record: its parameters exactly as they lie in the file, and its laws. Records are semantic
/// (strides, paddings, axes, activation); what follows from scales and zero points is derived when the plan is bound.
/// </summary>
/// <typeparam name="TSelf">An unmanaged struct, <c>LayoutKind.Sequential, Pack = 4</c>, whose size a test pins.</typeparam>
public interface IOperatorRecord<TSelf> where TSelf : unmanaged, IOperatorRecord<TSelf>
{
    /// <summary>Which operator this is the record of.</summary>
    static abstract OpCode OpCode { get; }

    /// <summary>
    /// The operator's law: operand counts, types, shapes, parameter ranges. Recomputes every output shape and compares.
    /// Must refuse everything that the kernels, which run unchecked, could not take.
    /// </summary>
    /// <exception cref="LawException">The first rule that does not hold, with expected and found.</exception>
    static abstract void Check(in TSelf record, OperandSet operands);

    /// <summary>Scratch bytes one worker needs while the step runs; the same on every host and ISA.</summary>
    static virtual long ScratchBytes(in TSelf record, OperandSet operands) => 0;

    /// <summary>Multiply-accumulate operations of one inference; 0 for operators that multiply nothing.</summary>
    static virtual long Macs(in TSelf record, OperandSet operands) => 0;

    /// <summary>
    /// Whether the output may occupy the very bytes of input <paramref name="input"/> (same offset, same length):
    /// only when element i of the output depends on no other element of that input.
    /// </summary>
    static virtual bool MayRunInPlace(in TSelf record, OperandSet operands, int input) => false;

    /// <summary>
    /// Byte of the only output at which the whole of input <paramref name="input"/> may lie; -1 where it may not: of an operator that runs in
    /// place the first, of one that joins its inputs the one where it would copy that input to.
    /// </summary>
    static virtual long PlaceInOutput(in TSelf record, OperandSet operands, int input) =>
        TSelf.MayRunInPlace(record, operands, input) && operands.Inputs[input].ByteLength == operands.Outputs[0].ByteLength ? 0 : -1;
}

/// <summary>An operator without parameters: the file stores no bytes for it, the struct exists for its laws.</summary>
public readonly ref struct OperandSet(ReadOnlySpan<OperandInfo> inputs, ReadOnlySpan<OperandInfo> outputs)
{
    public ReadOnlySpan<OperandInfo> Inputs { get; } = inputs;

    public ReadOnlySpan<OperandInfo> Outputs { get; } = outputs;

    /// <summary>Input <paramref name="index"/>, or <see cref="OperandInfo.Absent"/> past the last one.</summary>
    public OperandInfo Input(int index) => index < Inputs.Length ? Inputs[index] : OperandInfo.Absent;
}
