namespace EdgeRuntime.Model;

/// <summary>Why a model was refused. Names are stable: scripts and logs carry them.</summary>
public enum FaultKind
{
    // The file as a whole
    TooShort, TooLarge, BadMagic, UnsupportedVersion, UnknownFlags, FileLength, ContentHash, ReservedNotZero,

    // The section table
    SectionCount, SectionKind, SectionOrder, SectionOffset, SectionLength, SectionAlignment, SectionPadding, TrailingBytes,

    // Tensors
    TensorCount, TensorType, TensorTensorKind, TensorShape, TensorByteLength, TensorOffset, TensorAlignment, TensorOverlap, TensorName,
    TensorStorage, WeightOrder, WeightCode, WeightsCoverage, ScaleCount, ScaleValue, ZeroPoint, ChannelAxis, InitialValue,

    // Steps and operators
    StepCount, UnknownOperator, RecordLength, RecordsCoverage, OperandCount, OperandIndex, OperandsCoverage, OperandKind, OperandMissing,
    OperandType, OperandShape, Parameter, Quantization, StepName,

    // The memory certificate
    ArenaSize, LiveRange, ArenaOverlap, ScratchSize, ScratchRange, ProducerOrder, WrittenTwice,

    // Interface, texts, contract, self-test, signature
    InterfaceCount, InterfaceIndex, StringsCoverage, StringEncoding, ContractSyntax, ContractValue, SelfTestLength, SelfTestMismatch,
    SignatureFormat,
}
