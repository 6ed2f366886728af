namespace EdgeRuntime.Model;

/// <summary>Proves every step by itself: a known operator, its record and operands in place, its law, its scratch.</summary>
internal ref struct StepProof
{
    /// <summary>Records start at multiples of this within their section.</summary>
    public const int RecordAlignment = 4;

    private readonly SectionTable _sections;
    private readonly StringTable _strings;
    private readonly ReadOnlySpan<StepRecord> _steps;
    private readonly ReadOnlySpan<int> _operands;
    private readonly OperandInfo[] _infos;
    private long _recordsEnd;
    private int _operandsEnd;

    private StepProof(in SectionTable sections, in StringTable strings, ReadOnlySpan<StepRecord> steps, OperandInfo[] infos)
    {
        _sections = sections;
        _strings = strings;
        _steps = steps;
        _infos = infos;
        _operands = sections.RecordsOf<int>(SectionKind.Operands, sizeof(int), FaultKind.OperandsCoverage, FormatLimits.Operands);
    }

    public static void Prove(in SectionTable sections, in StringTable strings, ReadOnlySpan<StepRecord> steps, OperandInfo[] infos)
    {
        var proof = new StepProof(sections, strings, steps, infos);
        for (var i = 0; i < steps.Length; i++)
        {
            proof.ProveStep(i);
        }

        Fault.Unless(proof._operandsEnd == proof._operands.Length, FaultKind.OperandsCoverage, sections.OffsetOf(SectionKind.Operands),
            "operands used by the steps", $"{proof._operands.Length}", proof._operandsEnd);
        var records = sections.LengthOf(SectionKind.Records);
        Fault.Unless(proof._recordsEnd == records, FaultKind.RecordsCoverage, sections.OffsetOf(SectionKind.Records), "end of the last record", $"{records}", proof._recordsEnd);
    }

    private void ProveStep(int index)
    {
        ref readonly var s = ref _steps[index];
        var at = _sections.OffsetOf(SectionKind.Steps) + ((long)index * StepRecord.SizeBytes);
        var law = OperatorLaws.For(s.OpCode)
            ?? throw new ModelFormatException(FaultKind.UnknownOperator, at, $"step {index} operator", "a number that this version knows", $"{(ushort)s.OpCode}");
        Fault.Unless(s.Reserved == 0, FaultKind.ReservedNotZero, at + 2, $"step {index} reserved", "0", s.Reserved);
        _strings.ProveName(s.NameOffset, FaultKind.StepName, at + 4);
        Fault.Unless(s.SourceIndex >= -1, FaultKind.StepName, at + 28, $"step {index} source index", "-1 or more", s.SourceIndex);
        var record = ProveRecord(s, law, index, at);
        ProveOperands(s, index, at);
        var operands = OperandsOf(s);
        try
        {
            law.Check(record, operands);
            ProveScratch(s, Extent.Align(law.ScratchBytes(record, operands), 1), index, at);
        }
        catch (LawException e)
        {
            throw new ModelFormatException(e.Kind, at, $"step {index} {s.OpCode} '{_strings.At(s.NameOffset)}' {e.What}", e.Expected, e.Found);
        }
        catch (OverflowException)
        {
            throw new ModelFormatException(FaultKind.OperandShape, at, $"step {index} {s.OpCode}", "sizes whose products fit 31 bits", "larger ones");
        }
    }

    private ReadOnlySpan<byte> ProveRecord(in StepRecord s, OperatorLaw law, int index, long at)
    {
        var start = Extent.Align(_recordsEnd, RecordAlignment);
        var bytes = _sections.BytesOf(SectionKind.Records);
        Fault.Unless(s.RecordLength == law.RecordSizeBytes, FaultKind.RecordLength, at + 12, $"step {index} {s.OpCode} record length", $"{law.RecordSizeBytes}", s.RecordLength);
        Fault.Unless(s.RecordOffset == start && Extent.Fits(start, s.RecordLength, bytes.Length), FaultKind.RecordsCoverage, at + 8, $"step {index} record offset",
            $"{start}, within {bytes.Length}", s.RecordOffset);
        Fault.Unless(bytes[(int)_recordsEnd..(int)start].IndexOfAnyExcept((byte)0) < 0, FaultKind.RecordsCoverage, at + 8, $"bytes before the record of step {index}", "0", "something else");
        _recordsEnd = start + s.RecordLength;
        return bytes.Slice((int)start, s.RecordLength);
    }

    private void ProveOperands(in StepRecord s, int index, long at)
    {
        Fault.Unless(s.InputCount is >= 0 and <= FormatLimits.Operands && s.OutputCount is >= 1 and <= FormatLimits.Operands, FaultKind.OperandCount, at + 20,
            $"step {index} operand counts", "0 or more inputs, 1 or more outputs", $"{s.InputCount} and {s.OutputCount}");
        var count = s.InputCount + s.OutputCount;
        Fault.Unless(s.FirstOperand == _operandsEnd && Extent.Fits(_operandsEnd, count, _operands.Length), FaultKind.OperandsCoverage, at + 16,
            $"step {index} first operand", $"{_operandsEnd}, within {_operands.Length}", s.FirstOperand);
        var section = _sections.OffsetOf(SectionKind.Operands);
        for (var i = 0; i < count; i++)
        {
            var tensor = _operands[_operandsEnd + i];
            Fault.Unless(tensor >= (i < s.InputCount ? -1 : 0) && tensor < _infos.Length, FaultKind.OperandIndex, section + ((_operandsEnd + i) * 4L),
                $"step {index} operand {i}", $"a tensor index below {_infos.Length}", tensor);
            Fault.Unless(i < s.InputCount || _infos[tensor].Kind != TensorKind.Constant, FaultKind.OperandKind, section + ((_operandsEnd + i) * 4L),
                $"step {index} output", "a tensor in the arena", $"constant {tensor}");
        }

        _operandsEnd += count;
    }

    private readonly OperandSet OperandsOf(in StepRecord s)
    {
        var infos = _infos;
        var all = new OperandInfo[s.InputCount + s.OutputCount];
        for (var i = 0; i < all.Length; i++)
        {
            var tensor = _operands[s.FirstOperand + i];
            all[i] = tensor < 0 ? OperandInfo.Absent : infos[tensor];
        }

        return new OperandSet(all.AsSpan(0, s.InputCount), all.AsSpan(s.InputCount));
    }

    private readonly void ProveScratch(in StepRecord s, long expectedBytes, int index, long at)
    {
        Fault.Unless(s.ScratchBytes == expectedBytes, FaultKind.ScratchSize, at + 40, $"step {index} scratch bytes", $"{expectedBytes}", s.ScratchBytes);
        Fault.Unless(
            Extent.IsAligned(s.ScratchOffset, SectionRecord.Alignment) && Extent.Fits(s.ScratchOffset, s.ScratchBytes, _sections.ArenaBytes) && (s.ScratchBytes > 0 || s.ScratchOffset == 0),
            FaultKind.ScratchRange, at + 32, $"step {index} scratch", $"a multiple of 64 within the arena's {_sections.ArenaBytes} bytes", $"{s.ScratchOffset} + {s.ScratchBytes}");
    }
}
