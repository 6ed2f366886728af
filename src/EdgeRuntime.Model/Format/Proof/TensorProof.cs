namespace EdgeRuntime.Model;

/// <summary>Proves every tensor by itself: type, shape, bytes, quantization, place. What steps do with it is <see cref="MemoryProof"/>'s.</summary>
internal unsafe ref struct TensorProof
{
    private readonly SectionTable _sections;
    private readonly StringTable _strings;
    private readonly ReadOnlySpan<TensorRecord> _tensors;
    private readonly ReadOnlySpan<float> _scales;
    private readonly int _stepCount;
    private long _weightsEnd;
    private int _scalesEnd;

    private TensorProof(in SectionTable sections, in StringTable strings, ReadOnlySpan<TensorRecord> tensors, int stepCount)
    {
        _sections = sections;
        _strings = strings;
        _tensors = tensors;
        _stepCount = stepCount;
        _scales = sections.RecordsOf<float>(SectionKind.Scales, sizeof(float), FaultKind.ScaleCount, int.MaxValue);
    }

    /// <returns>What laws may know of each tensor.</returns>
    public static OperandInfo[] Prove(in SectionTable sections, in StringTable strings, ReadOnlySpan<TensorRecord> tensors, int stepCount)
    {
        var proof = new TensorProof(sections, strings, tensors, stepCount);
        var infos = new OperandInfo[tensors.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            infos[i] = proof.ProveTensor(i);
        }

        Fault.Unless(proof._scalesEnd == proof._scales.Length, FaultKind.ScaleCount, sections.OffsetOf(SectionKind.Scales), "scales used by the tensors", $"{proof._scales.Length}", proof._scalesEnd);
        var weights = sections.LengthOf(SectionKind.Weights);
        Fault.Unless(proof._weightsEnd == weights, FaultKind.WeightsCoverage, sections.OffsetOf(SectionKind.Weights), "end of the last constant", $"{weights}", proof._weightsEnd);
        return infos;
    }

    private OperandInfo ProveTensor(int index)
    {
        ref readonly var t = ref _tensors[index];
        var at = _sections.OffsetOf(SectionKind.Tensors) + ((long)index * TensorRecord.SizeBytes);
        Fault.Unless(t.Type.SizeBytes() > 0, FaultKind.TensorType, at, $"tensor {index} type", "a known element type", (byte)t.Type);
        Fault.Unless(t.Kind is TensorKind.Constant or TensorKind.Arena or TensorKind.Variable, FaultKind.TensorTensorKind, at + 1, $"tensor {index} kind", "1..3", (byte)t.Kind);
        Fault.Unless(t.Reserved == 0 || t.Storage == ConstantStorage.Coded, FaultKind.ReservedNotZero, at + 79, $"tensor {index} reserved", "0", t.Reserved);
        _strings.ProveName(t.NameOffset, FaultKind.TensorName, at + 4);
        Fault.Unless(t.Shape.IsWithinLimits(out var elements), FaultKind.TensorShape, at + 8, $"tensor {index} shape",
            $"rank 0..{Shape.MaxRank}, dimensions 1..{Shape.MaxDimension}, fewer than 2^31 elements", t.Shape);
        Fault.Unless(t.ByteLength == elements * t.Type.SizeBytes(), FaultKind.TensorByteLength, at + 68, $"tensor {index} bytes", $"{elements * t.Type.SizeBytes()}", t.ByteLength);
        Fault.Unless(
            t.Storage == ConstantStorage.Plain
                || (t.Kind == TensorKind.Constant && (t.Storage is ConstantStorage.Blocks or ConstantStorage.Coded || t.Storage.SizeBytes(t.Type, t.Shape) > 0)),
            FaultKind.TensorStorage, at + 3, $"tensor {index} storage", "0, or for a constant a storage that can hold its type", (byte)t.Storage);
        Fault.Unless(
            t.Storage switch
            {
                ConstantStorage.Blocks => t.Type == ElementType.Int8 && t.Blocks.Fits(t.Shape),
                ConstantStorage.Coded => true,
                _ => t is { BlockChannels: 0, BlockDepth: 0, BlockAxis: 0 },
            },
            FaultKind.WeightOrder, at + 76, $"tensor {index} blocks", "those of an int8 constant, channels along its first or last axis; 0 in other storages", $"{t.BlockChannels}, {t.BlockDepth}, {t.BlockAxis}");
        var scales = ProveQuantization(t, index, at);
        ProvePlace(t, index, at);
        var perTensor = t.ChannelAxis < 0 && scales.Length == 1;
        return new OperandInfo(t.Type, t.Shape, t.Kind, perTensor ? scales[0] : 0, t.ZeroPoint, t.ChannelAxis, perTensor ? default : scales.ToArray());
    }

    private ReadOnlySpan<float> ProveQuantization(in TensorRecord t, int index, long at)
    {
        Fault.Unless(t.ChannelAxis >= -1 && t.ChannelAxis < t.Shape.Rank, FaultKind.ChannelAxis, at + 2, $"tensor {index} channel axis", $"-1..{t.Shape.Rank - 1}", t.ChannelAxis);
        var expected = t.ChannelAxis < 0 ? (t.ScaleCount == 0 ? 0 : 1) : t.Shape[t.ChannelAxis];
        Fault.Unless(t.ScaleCount == expected, FaultKind.ScaleCount, at + 44, $"tensor {index} scales", t.ChannelAxis < 0 ? "0 or 1" : $"{expected}", t.ScaleCount);
        var first = t.ScaleCount == 0 ? 0 : _scalesEnd;
        Fault.Unless(t.FirstScale == first && Extent.Fits(first, t.ScaleCount, _scales.Length), FaultKind.ScaleCount, at + 40, $"tensor {index} first scale",
            $"{first}, within {_scales.Length}", t.FirstScale);
        _scalesEnd += t.ScaleCount;
        var scales = _scales.Slice(first, t.ScaleCount);
        foreach (var scale in scales)
        {
            Fault.Unless(float.IsFinite(scale) && scale > 0, FaultKind.ScaleValue, at + 40, $"tensor {index} scale", "a finite number above 0", scale);
        }

        var (min, max) = t is { ChannelAxis: < 0, ScaleCount: 1, Type: ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 } ? t.Type.QuantizedRange() : (0, 0);
        Fault.Unless(t.ZeroPoint >= min && t.ZeroPoint <= max, FaultKind.ZeroPoint, at + 36, $"tensor {index} zero point", $"{min}..{max}", t.ZeroPoint);
        return scales;
    }

    private void ProvePlace(in TensorRecord t, int index, long at)
    {
        Fault.Unless(Extent.IsAligned(t.DataOffset, SectionRecord.Alignment), FaultKind.TensorAlignment, at + 60, $"tensor {index} offset", "a multiple of 64", t.DataOffset);
        var (first, last) = t.Kind switch
        {
            TensorKind.Constant => (0, 0),
            TensorKind.Variable => (-1, _stepCount),
            _ => (t.FirstStep, t.LastStep),
        };
        Fault.Unless(
            t.FirstStep == first && t.LastStep == last && first >= -1 && first < Math.Max(_stepCount, 1) && last >= first && last <= _stepCount,
            FaultKind.LiveRange, at + 48, $"tensor {index} live range", t.Kind == TensorKind.Arena ? $"within -1..{_stepCount}" : $"{first}..{last}", $"{t.FirstStep}..{t.LastStep}");
        if (t.Kind == TensorKind.Constant)
        {
            ProveWeights(t, index, at);
        }
        else
        {
            Fault.Unless(Extent.Fits(t.DataOffset, t.ByteLength, _sections.ArenaBytes), FaultKind.TensorOffset, at + 60, $"tensor {index} place",
                $"within the arena's {_sections.ArenaBytes} bytes", $"{t.DataOffset} + {t.ByteLength}");
        }

        ProveInitialValue(t, index, at);
    }

    private void ProveWeights(in TensorRecord t, int index, long at)
    {
        var (section, length) = (_sections.OffsetOf(SectionKind.Weights), _sections.LengthOf(SectionKind.Weights));
        var start = Extent.Align(_weightsEnd, SectionRecord.Alignment);
        Fault.Unless(t.DataOffset >= start, FaultKind.TensorOverlap, at + 60, $"constant {index} offset", $"{start}, after the constant before it", t.DataOffset);
        Fault.Unless(t.DataOffset == start, FaultKind.WeightsCoverage, at + 60, $"constant {index} offset", $"{start}, leaving no hole", t.DataOffset);
        Fault.Unless(
            t.Storage != ConstantStorage.Coded || t.ByteLength <= (long)t.CodedBytes * CodedConstant.LargestExpansion,
            FaultKind.TensorByteLength, at + 76, $"constant {index} coded bytes", $"at least one for every {CodedConstant.LargestExpansion} of its {t.ByteLength}", t.CodedBytes);
        Fault.Unless(Extent.Fits(start, t.StoredBytes, length), FaultKind.TensorOffset, at + 60, $"constant {index} place", $"within the weights' {length} bytes", $"{start} + {t.StoredBytes}");
        var gap = _sections.BytesOf(SectionKind.Weights)[(int)_weightsEnd..(int)start];
        Fault.Unless(gap.IndexOfAnyExcept((byte)0) < 0, FaultKind.WeightsCoverage, section + _weightsEnd, $"bytes before constant {index}", "0", "something else");
        _weightsEnd = start + t.StoredBytes;
        Fault.Unless(
            t.Storage != ConstantStorage.Blocks || t.Blocks.IsFilledWithZeros((sbyte*)_sections.DataOf(SectionKind.Weights) + start, t.Shape),
            FaultKind.WeightsCoverage, section + start, $"bytes that fill up the blocks of constant {index}", "0", "something else");
        ProveLeftOver(t, index, _sections.BytesOf(SectionKind.Weights).Slice((int)start, (int)t.StoredBytes), section + start);
    }

    /// <summary>Two equal constants have equal bytes: the half byte behind an odd count is zero.</summary>
    private static void ProveLeftOver(in TensorRecord t, int index, ReadOnlySpan<byte> stored, long at)
    {
        var elements = t.ByteLength;
        var multiplierBytes = t.Storage == ConstantStorage.Int4Groups ? (int)ConstantStorages.Pairs(ConstantStorages.Groups(elements)) : 0;
        Fault.Unless(
            t.Storage is not (ConstantStorage.Int4 or ConstantStorage.Int4Groups)
                || (HalfBytes.LeavesNothing(stored, elements)
                    && (multiplierBytes == 0 || HalfBytes.LeavesNothing(stored[..multiplierBytes], ConstantStorages.Groups(elements)))),
            FaultKind.WeightsCoverage, at, $"half byte behind constant {index}", "0", "something else");
    }

    private readonly void ProveInitialValue(in TensorRecord t, int index, long at)
    {
        var value = t.InitialValue;
        if (value == -1)
        {
            return;
        }

        Fault.Unless(
            t.Kind == TensorKind.Variable && value >= 0 && value < _tensors.Length && _tensors[value].Kind == TensorKind.Constant
                && _tensors[value].Type == t.Type && _tensors[value].ByteLength == t.ByteLength && _tensors[value].Blocks.IsRowMajor,
            FaultKind.InitialValue, at + 56, $"tensor {index} initial value", "-1, or for a variable a row-major constant of its type and length", value);
    }
}
