namespace EdgeRuntime.Model;

/// <summary>
/// The memory certificate, proved again: every arena tensor is written once, before it is read, and lives as long as it is needed;
/// no two things that live at the same time share a byte, except an output that takes the place of inputs that die in that step.
/// </summary>
internal ref struct MemoryProof
{
    private readonly SectionTable _sections;
    private readonly ReadOnlySpan<TensorRecord> _tensors;
    private readonly ReadOnlySpan<StepRecord> _steps;
    private readonly ReadOnlySpan<int> _operands;
    private readonly OperandInfo[] _infos;

    private MemoryProof(in SectionTable sections, ReadOnlySpan<TensorRecord> tensors, ReadOnlySpan<StepRecord> steps, OperandInfo[] infos)
    {
        _sections = sections;
        _tensors = tensors;
        _steps = steps;
        _infos = infos;
        _operands = sections.RecordsOf<int>(SectionKind.Operands, sizeof(int), FaultKind.OperandsCoverage, FormatLimits.Operands);
    }

    public static void Prove(
        in SectionTable sections, ReadOnlySpan<TensorRecord> tensors, ReadOnlySpan<StepRecord> steps, OperandInfo[] infos, ReadOnlySpan<int> inputs)
    {
        var proof = new MemoryProof(sections, tensors, steps, infos);
        proof.ProveOrder(inputs);
        proof.ProveOverlap();
    }

    private readonly long TensorAt(int index) => _sections.OffsetOf(SectionKind.Tensors) + ((long)index * TensorRecord.SizeBytes);

    private readonly long StepAt(int index) => _sections.OffsetOf(SectionKind.Steps) + ((long)index * StepRecord.SizeBytes);

    private readonly ReadOnlySpan<int> InputsOf(int step) => _operands.Slice(_steps[step].FirstOperand, _steps[step].InputCount);

    private readonly ReadOnlySpan<int> OutputsOf(int step) =>
        _operands.Slice(_steps[step].FirstOperand + _steps[step].InputCount, _steps[step].OutputCount);

    private readonly void ProveOrder(ReadOnlySpan<int> inputs)
    {
        var written = new bool[_tensors.Length];
        foreach (var i in inputs)
        {
            written[i] = true;
        }

        for (var step = 0; step < _steps.Length; step++)
        {
            foreach (var i in InputsOf(step))
            {
                if (i >= 0 && _tensors[i].Kind == TensorKind.Arena)
                {
                    Fault.Unless(written[i], FaultKind.ProducerOrder, StepAt(step), $"step {step} input", "a tensor written by an earlier step", $"tensor {i}");
                    Fault.Unless(_tensors[i].LastStep >= step, FaultKind.LiveRange, TensorAt(i), $"tensor {i} last step", $"at least {step}, which reads it", _tensors[i].LastStep);
                }
            }

            foreach (var i in OutputsOf(step))
            {
                if (_tensors[i].Kind == TensorKind.Arena)
                {
                    Fault.Unless(!written[i], FaultKind.WrittenTwice, StepAt(step), $"step {step} output", "a tensor that nothing wrote before", $"tensor {i}");
                    Fault.Unless(_tensors[i].FirstStep == step, FaultKind.LiveRange, TensorAt(i), $"tensor {i} first step", $"{step}, which writes it", _tensors[i].FirstStep);
                    written[i] = true;
                }
            }
        }

        for (var i = 0; i < _tensors.Length; i++)
        {
            Fault.Unless(written[i] || _tensors[i].Kind != TensorKind.Arena, FaultKind.ProducerOrder, TensorAt(i), $"tensor {i}", "a model input or a step that writes it", "neither");
        }
    }

    private readonly void ProveOverlap()
    {
        var blocks = Blocks();
        blocks.Sort((a, b) => (a.First, a.Order).CompareTo((b.First, b.Order)));
        var ends = new PriorityQueue<ArenaBlock, int>();
        var live = new SortedSet<ArenaBlock>(ArenaBlock.ByOffset);
        foreach (var block in blocks)
        {
            while (ends.TryPeek(out var dying, out var last) && last < block.First)
            {
                ends.Dequeue();
                live.Remove(dying);
            }

            foreach (var other in Neighbours(live, block))
            {
                Fault.Unless(TakesThePlaceOf(block, other), FaultKind.ArenaOverlap, block.Scratch ? StepAt(block.Index) : TensorAt(block.Index), $"{block}",
                    $"bytes that {other} does not use at the same time", $"{block.Offset}..{block.Offset + block.Length} against {other.Offset}..{other.Offset + other.Length}");
                live.Remove(other);
            }

            live.Add(block);
            ends.Enqueue(block, block.Last);
        }
    }

    /// <summary>Live blocks that share a byte with this one; the live ones never overlap each other, so only one can begin before it.</summary>
    private static List<ArenaBlock> Neighbours(SortedSet<ArenaBlock> live, ArenaBlock block)
    {
        var found = new List<ArenaBlock>(2);
        if (live.Count > 0)
        {
            var before = live.GetViewBetween(ArenaBlock.Edge(-1), ArenaBlock.Edge(block.Offset)).Max;
            if (before is not null && before.Offset + before.Length > block.Offset)
            {
                found.Add(before);
            }

            if (block.Length > 1)
            {
                found.AddRange(live.GetViewBetween(ArenaBlock.Edge(block.Offset + 1), ArenaBlock.Edge(block.Offset + block.Length - 1)));
            }
        }

        return found;
    }

    /// <summary>An input that dies in the step that writes the block lies where the operator's law allows it for every use of that input.</summary>
    private readonly bool TakesThePlaceOf(ArenaBlock block, ArenaBlock input)
    {
        if (block.Scratch || input.Scratch || block.First != input.Last
            || _tensors[input.Index].Kind != TensorKind.Arena || _tensors[block.Index].Kind != TensorKind.Arena)
        {
            return false;
        }

        var step = block.First;
        if (step < 0 || step >= _steps.Length)
        {
            return false;
        }

        ref readonly var s = ref _steps[step];
        if (s.OutputCount != 1)
        {
            return false;
        }

        var law = OperatorLaws.For(s.OpCode)!;
        var record = _sections.BytesOf(SectionKind.Records).Slice(s.RecordOffset, s.RecordLength);
        var inputs = InputsOf(step);
        var operands = new OperandSet(Infos(inputs), Infos(OutputsOf(step)));
        var reads = false;
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] == input.Index)
            {
                reads = true;
                var place = law.PlaceInOutput(record, operands, i);
                if (place < 0 || input.Offset != block.Offset + place)
                {
                    return false;
                }
            }
        }

        return reads;
    }

    private readonly OperandInfo[] Infos(ReadOnlySpan<int> tensors)
    {
        var infos = new OperandInfo[tensors.Length];
        for (var i = 0; i < infos.Length; i++)
        {
            infos[i] = tensors[i] < 0 ? OperandInfo.Absent : _infos[tensors[i]];
        }

        return infos;
    }

    private readonly List<ArenaBlock> Blocks()
    {
        var blocks = new List<ArenaBlock>(_tensors.Length + _steps.Length);
        for (var i = 0; i < _tensors.Length; i++)
        {
            ref readonly var t = ref _tensors[i];
            if (t.Kind != TensorKind.Constant)
            {
                blocks.Add(new ArenaBlock(t.DataOffset, t.ByteLength, t.FirstStep, t.LastStep, i, Scratch: false));
            }
        }

        for (var i = 0; i < _steps.Length; i++)
        {
            if (_steps[i].ScratchBytes > 0)
            {
                blocks.Add(new ArenaBlock(_steps[i].ScratchOffset, _steps[i].ScratchBytes, i, i, i, Scratch: true));
            }
        }

        return blocks;
    }
}
