using System.Runtime.InteropServices;
using System.Text.Json;

namespace EdgeRuntime.Model;

/// <summary>
/// A model file whose every byte was checked: structure, laws of every operator, memory certificate. Holds the bytes (mapped or in
/// aligned native memory) until disposed; weights are used in place.
/// </summary>
public sealed unsafe class ModelFile : IDisposable
{
    private readonly ModelBytes _bytes;
    private readonly SectionTable _sections;
    private readonly StringTable _strings;
    private readonly OperandInfo[] _infos;
    private readonly int[] _inputs;
    private readonly int[] _outputs;
    private readonly ExpandedConstants? _expanded;
    private readonly bool _areInputsGenerated;

    private ModelFile(ModelBytes bytes)
    {
        _bytes = bytes;
        _sections = SectionTable.Prove(bytes);
        _strings = StringTable.Prove(_sections);
        var tensors = _sections.RecordsOf<TensorRecord>(SectionKind.Tensors, TensorRecord.SizeBytes, FaultKind.TensorCount, FormatLimits.Tensors);
        var steps = _sections.RecordsOf<StepRecord>(SectionKind.Steps, StepRecord.SizeBytes, FaultKind.StepCount, FormatLimits.Steps);
        _infos = TensorProof.Prove(_sections, _strings, tensors, steps.Length);
        StepProof.Prove(_sections, _strings, steps, _infos);
        var contact = InterfaceProof.Prove(_sections, tensors, steps.Length);
        (_inputs, _outputs) = (contact.Inputs, contact.Outputs);
        MemoryProof.Prove(_sections, tensors, steps, _infos, _inputs);
        (SelfTestCount, _areInputsGenerated) = SelfTestProof.Prove(_sections, BytesOf(_inputs), BytesOf(_outputs));
        Contract = ReadContract(_sections);
        ContentHash = Convert.ToHexStringLower(EdgeRuntime.Model.ContentHash.Field(bytes.Span));
        _expanded = ExpandedConstants.Of(tensors, _sections.BytesOf(SectionKind.Weights), _sections.OffsetOf(SectionKind.Weights));
    }

    /// <summary>Opens, checks and holds a file.</summary>
    /// <exception cref="ModelFormatException">The first thing that is wrong with it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ModelFile Open(string path, long maxFileBytes = FileHeader.DefaultMaxFileBytes)
    {
        var model = Prove(ModelBytes.Open(path, maxFileBytes));
        if (ModelBytes.HashNamed(path) is { } name && name != model.ContentHash)
        {
            model.Dispose();
            throw new ModelFormatException(FaultKind.ContentHash, 32, "content hash of a file named after its hash", name, model.ContentHash);
        }

        return model;
    }

    /// <summary>Copies, checks and holds bytes.</summary>
    /// <exception cref="ModelFormatException">The first thing that is wrong with them.</exception>
    public static ModelFile FromBytes(ReadOnlySpan<byte> bytes, long maxFileBytes = FileHeader.DefaultMaxFileBytes) =>
        Prove(ModelBytes.Copy(bytes, maxFileBytes));

    public ReadOnlySpan<TensorRecord> Tensors => MemoryMarshal.Cast<byte, TensorRecord>(_sections.BytesOf(SectionKind.Tensors));

    public ReadOnlySpan<StepRecord> Steps => MemoryMarshal.Cast<byte, StepRecord>(_sections.BytesOf(SectionKind.Steps));

    /// <summary>Tensor indices of the model's inputs.</summary>
    public ReadOnlySpan<int> Inputs => _inputs;

    /// <summary>Tensor indices of the model's outputs.</summary>
    public ReadOnlySpan<int> Outputs => _outputs;

    public long ArenaBytes => _sections.ArenaBytes;

    public ModelContract Contract { get; }

    /// <summary>Lower-case hex SHA-256 from the header, proved.</summary>
    public string ContentHash { get; }

    /// <summary>Bytes of the file.</summary>
    public long LengthBytes => _bytes.Length;

    public int SelfTestCount { get; }

    /// <summary>Writes the bytes of input <paramref name="input"/> in self-test case <paramref name="index"/>.</summary>
    /// <param name="index">Case, below <see cref="SelfTestCount"/>.</param>
    /// <param name="input">Position among <see cref="Inputs"/>.</param>
    /// <param name="target">As long as the input.</param>
    public void CopySelfTestInput(int index, int input, Span<byte> target)
    {
        if (!_areInputsGenerated)
        {
            SelfTest(index, BytesOf(_inputs.AsSpan(0, input)), _inputs[input]).CopyTo(target);
            return;
        }

        var generator = SelfTestInputs.OfCase(index);
        for (var earlier = 0; earlier < input; earlier++)
        {
            generator.Skip(_infos[_inputs[earlier]]);
        }

        generator.Fill(_infos[_inputs[input]].Type, target);
    }

    /// <summary>Bytes that output <paramref name="output"/> must have in self-test case <paramref name="index"/>.</summary>
    public ReadOnlySpan<byte> SelfTestOutput(int index, int output) =>
        SelfTest(index, StoredInputBytes + BytesOf(_outputs.AsSpan(0, output)), _outputs[output]);

    /// <summary>Tensor indices, -1 where an optional operand was left out.</summary>
    public ReadOnlySpan<int> InputsOf(int step) => Operands.Slice(Steps[step].FirstOperand, Steps[step].InputCount);

    public ReadOnlySpan<int> OutputsOf(int step) => Operands.Slice(Steps[step].FirstOperand + Steps[step].InputCount, Steps[step].OutputCount);

    public ReadOnlySpan<byte> RecordOf(int step) => _sections.BytesOf(SectionKind.Records).Slice(Steps[step].RecordOffset, Steps[step].RecordLength);

    public string TensorName(int tensor) => _strings.At(Tensors[tensor].NameOffset);

    public string StepName(int step) => _strings.At(Steps[step].NameOffset);

    /// <summary>What laws and kernels may know of a tensor; <see cref="OperandInfo.Absent"/> for -1.</summary>
    public OperandInfo InfoOf(int tensor) => tensor < 0 ? OperandInfo.Absent : _infos[tensor];

    /// <summary>
    /// First byte of a constant tensor's elements, in the order of <see cref="TensorRecord.Blocks"/>: in place, or where they were expanded.
    /// </summary>
    public byte* ConstantData(int tensor) => Tensors[tensor].IsInPlace
        ? _sections.DataOf(SectionKind.Weights) + Tensors[tensor].DataOffset
        : _expanded!.Data(tensor);

    /// <summary>A copy of a constant tensor's elements, row-major.</summary>
    public byte[] ConstantBytes(int tensor)
    {
        var bytes = new byte[Tensors[tensor].ByteLength];
        CopyConstant(tensor, bytes);
        return bytes;
    }

    /// <summary>Writes a constant's elements, row-major.</summary>
    /// <param name="tensor">A constant.</param>
    /// <param name="target">As long as it.</param>
    public void CopyConstant(int tensor, Span<byte> target)
    {
        ref readonly var record = ref Tensors[tensor];
        if (record.Blocks.IsRowMajor)
        {
            new ReadOnlySpan<byte>(ConstantData(tensor), target.Length).CopyTo(target);
            return;
        }

        fixed (byte* first = target)
        {
            record.Blocks.Unpack((sbyte*)ConstantData(tensor), record.Shape, (sbyte*)first);
        }
    }

    /// <summary>First of a tensor's scales, in place; null when it has none.</summary>
    public float* ScalesOf(int tensor) =>
        Tensors[tensor].ScaleCount == 0 ? null : (float*)_sections.DataOf(SectionKind.Scales) + Tensors[tensor].FirstScale;

    public void Dispose()
    {
        _expanded?.Dispose();
        _bytes.Dispose();
    }

    private ReadOnlySpan<int> Operands => MemoryMarshal.Cast<byte, int>(_sections.BytesOf(SectionKind.Operands));

    private static ModelFile Prove(ModelBytes bytes)
    {
        try
        {
            return new ModelFile(bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private static ModelContract ReadContract(in SectionTable sections)
    {
        var bytes = sections.BytesOf(SectionKind.Contract);
        var at = sections.OffsetOf(SectionKind.Contract);
        Fault.Unless(bytes.Length <= FormatLimits.ContractBytes, FaultKind.ContractSyntax, at, "contract bytes", $"at most {FormatLimits.ContractBytes}", bytes.Length);
        try
        {
            return ContractJson.Parse(bytes);
        }
        catch (JsonException e)
        {
            var kind = e.LineNumber is null ? FaultKind.ContractValue : FaultKind.ContractSyntax;
            throw new ModelFormatException(kind, at + (e.BytePositionInLine ?? 0), "contract", "the contract's JSON", e.Message);
        }
    }

    private long StoredInputBytes => _areInputsGenerated ? 0 : BytesOf(_inputs);

    private long BytesOf(ReadOnlySpan<int> tensors)
    {
        var bytes = 0L;
        foreach (var i in tensors)
        {
            bytes = Extent.Add(bytes, Tensors[i].ByteLength);
        }

        return bytes;
    }

    private ReadOnlySpan<byte> SelfTest(int index, long offsetInCase, int tensor)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)SelfTestCount, nameof(index));
        var start = sizeof(int) + (index * (StoredInputBytes + BytesOf(_outputs))) + offsetInCase;
        return _sections.BytesOf(SectionKind.SelfTest).Slice((int)start, (int)Tensors[tensor].ByteLength);
    }
}
