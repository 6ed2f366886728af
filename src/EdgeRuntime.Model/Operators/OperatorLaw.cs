using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>An operator's laws without its type: what the loader, planner and reports call.</summary>
public abstract class OperatorLaw
{
    public abstract OpCode OpCode { get; }

    /// <summary>Bytes of the record in the file; 0 for an operator without parameters.</summary>
    public abstract int RecordSizeBytes { get; }

    public abstract Type RecordType { get; }

    public abstract void Check(ReadOnlySpan<byte> record, OperandSet operands);

    public abstract long ScratchBytes(ReadOnlySpan<byte> record, OperandSet operands);

    public abstract long Macs(ReadOnlySpan<byte> record, OperandSet operands);

    public abstract bool MayRunInPlace(ReadOnlySpan<byte> record, OperandSet operands, int input);

    public abstract long PlaceInOutput(ReadOnlySpan<byte> record, OperandSet operands, int input);

    public static OperatorLaw Of<T>() where T : unmanaged, IOperatorRecord<T> => new Typed<T>();

    private sealed class Typed<T> : OperatorLaw where T : unmanaged, IOperatorRecord<T>
    {
        public override OpCode OpCode => T.OpCode;

        public override int RecordSizeBytes => OperatorRecords.SizeBytes<T>();

        public override Type RecordType => typeof(T);

        public override void Check(ReadOnlySpan<byte> record, OperandSet operands) =>
            T.Check(OperatorRecords.Read<T>(record), operands);

        public override long ScratchBytes(ReadOnlySpan<byte> record, OperandSet operands) =>
            T.ScratchBytes(OperatorRecords.Read<T>(record), operands);

        public override long Macs(ReadOnlySpan<byte> record, OperandSet operands) =>
            T.Macs(OperatorRecords.Read<T>(record), operands);

        public override bool MayRunInPlace(ReadOnlySpan<byte> record, OperandSet operands, int input) =>
            T.MayRunInPlace(OperatorRecords.Read<T>(record), operands, input);

        public override long PlaceInOutput(ReadOnlySpan<byte> record, OperandSet operands, int input) =>
            T.PlaceInOutput(OperatorRecords.Read<T>(record), operands, input);
    }
}

/// <summary>Records to bytes and back.</summary>
public static class OperatorRecords
{
    /// <summary>Bytes in the file. A struct without fields still measures 1 in C#; the file stores none.</summary>
    public static int SizeBytes<T>() where T : unmanaged, IOperatorRecord<T> =>
        Unsafe.SizeOf<T>() == 1 ? 0 : Unsafe.SizeOf<T>();

    public static T Read<T>(ReadOnlySpan<byte> bytes) where T : unmanaged, IOperatorRecord<T> =>
        SizeBytes<T>() == 0 ? default : MemoryMarshal.Read<T>(bytes);

    public static byte[] ToBytes<T>(in T record) where T : unmanaged, IOperatorRecord<T> =>
        SizeBytes<T>() == 0 ? [] : MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in record)).ToArray();
}
