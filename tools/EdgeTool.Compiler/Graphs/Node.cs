using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>One operator of the graph: its record (as the file will hold it) and its values.</summary>
public sealed class Node
{
    private Node(string name, OperatorLaw law, byte[] record, List<Value?> inputs, List<Value> outputs)
    {
        (Name, Law, RecordBytes, Inputs, Outputs) = (name, law, record, inputs, outputs);
    }

    public string Name { get; set; }

    public OperatorLaw Law { get; private set; }

    public OpCode OpCode => Law.OpCode;

    public byte[] RecordBytes { get; private set; }

    /// <summary>Null for an optional operand left out.</summary>
    public List<Value?> Inputs { get; }

    public List<Value> Outputs { get; }

    /// <summary>Index of the operator in the source file; -1 when the compiler made it.</summary>
    public int SourceIndex { get; init; } = -1;

    public static Node Of<T>(string name, in T record, IEnumerable<Value?> inputs, IEnumerable<Value> outputs, int sourceIndex = -1)
        where T : unmanaged, IOperatorRecord<T> =>
        new(name, LawOf<T>(), OperatorRecords.ToBytes(record), [.. inputs], [.. outputs]) { SourceIndex = sourceIndex };

    /// <summary>A node whose operator is known only by its number, as in a packed file.</summary>
    public static Node Of(string name, OperatorLaw law, byte[] record, IEnumerable<Value?> inputs, IEnumerable<Value> outputs, int sourceIndex = -1) =>
        new(name, law, record, [.. inputs], [.. outputs]) { SourceIndex = sourceIndex };

    public T Record<T>() where T : unmanaged, IOperatorRecord<T> =>
        T.OpCode == OpCode ? OperatorRecords.Read<T>(RecordBytes) : throw new InvalidOperationException($"'{Name}' is {OpCode}, not {T.OpCode}.");

    /// <summary>Replaces the record, and with it perhaps the operator.</summary>
    public void SetRecord<T>(in T record) where T : unmanaged, IOperatorRecord<T> =>
        (Law, RecordBytes) = (LawOf<T>(), OperatorRecords.ToBytes(record));

    /// <summary>Operands as laws and kernels see them.</summary>
    public OperandInfo[] InputInfos => [.. Inputs.Select(v => v?.Info ?? OperandInfo.Absent)];

    public OperandInfo[] OutputInfos => [.. Outputs.Select(v => v.Info)];

    /// <summary>Checks the operator's law.</summary>
    /// <exception cref="ImportException">It does not hold; names the node.</exception>
    public void CheckLaw()
    {
        try
        {
            Law.Check(RecordBytes, new OperandSet(InputInfos, OutputInfos));
        }
        catch (LawException e)
        {
            throw new ImportException($"{OpCode} '{Name}': {e.Message}", e);
        }
    }

    public override string ToString() => $"{OpCode} '{Name}'";

    private static OperatorLaw LawOf<T>() where T : unmanaged, IOperatorRecord<T> =>
        OperatorLaws.For(T.OpCode) ?? throw new InvalidOperationException($"{T.OpCode} is missing from OperatorLaws.");
}
