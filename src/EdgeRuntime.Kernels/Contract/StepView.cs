using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>A step as a variant sees it when it is asked whether it can compute it: record and operands, no memory yet.</summary>
public readonly ref struct StepView(ReadOnlySpan<byte> record, OperandSet operands)
{
    public OperandSet Operands { get; } = operands;

    public ReadOnlySpan<OperandInfo> Inputs => Operands.Inputs;

    public ReadOnlySpan<OperandInfo> Outputs => Operands.Outputs;

    /// <summary>Elements of operand 1, row-major, if that is an int8 constant; empty where they are not known.</summary>
    public ReadOnlySpan<sbyte> Weights { get; init; }

    private ReadOnlySpan<byte> RecordBytes { get; } = record;

    public T Record<T>() where T : unmanaged, IOperatorRecord<T> => OperatorRecords.Read<T>(RecordBytes);

    /// <summary>Input 0, output 0: element types.</summary>
    public bool Types(ElementType input, ElementType output) => Inputs[0].Type == input && Outputs[0].Type == output;
}
