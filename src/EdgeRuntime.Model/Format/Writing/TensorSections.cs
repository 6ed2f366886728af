using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Tensors, scales and weights of an image as the bytes of their sections.</summary>
internal sealed class TensorSections
{
    private readonly List<float> _scales = [];
    private readonly List<(long Offset, ReadOnlyMemory<byte> Stored)> _constants = [];
    private long _weightsEnd;

    public TensorSections(ModelImage image, StringPool strings)
    {
        var records = new TensorRecord[image.Tensors.Count];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = Record(image.Tensors[i], image.Steps.Count, strings);
        }

        Weights = new byte[_weightsEnd];
        foreach (var (offset, stored) in _constants)
        {
            stored.Span.CopyTo(Weights.AsSpan((int)offset));
        }

        Records = MemoryMarshal.AsBytes(records.AsSpan()).ToArray();
        Scales = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_scales)).ToArray();
    }

    public byte[] Records { get; }

    public byte[] Scales { get; }

    public byte[] Weights { get; }

    private TensorRecord Record(ImageTensor tensor, int stepCount, StringPool strings)
    {
        var info = tensor.Info;
        float[] scales = info.IsPerChannel ? info.ChannelScales.ToArray() : info.Scale > 0 ? [info.Scale] : [];
        var record = new TensorRecord
        {
            Type = info.Type,
            Kind = info.Kind,
            ChannelAxis = (sbyte)(info.IsPerChannel ? info.ChannelAxis : -1),
            NameOffset = strings.Add(tensor.Name),
            Shape = info.Shape,
            ZeroPoint = info.ZeroPoint,
            FirstScale = scales.Length == 0 ? 0 : _scales.Count,
            ScaleCount = scales.Length,
            InitialValue = tensor.InitialValue,
            ByteLength = info.ByteLength,
        };
        _scales.AddRange(scales);
        switch (info.Kind)
        {
            case TensorKind.Constant when tensor.Data.Length == info.ByteLength:
                (record.Storage, var stored) = ConstantPacking.Of(info, tensor.Data);
                if (record.Storage == ConstantStorage.Plain && !tensor.Blocks.IsRowMajor)
                {
                    stored = InBlocks(tensor, ref record);
                }
                else if (record.Storage == ConstantStorage.Coded)
                {
                    record.CodedBytes = (uint)stored.Length;
                }

                record.DataOffset = Extent.Align(_weightsEnd, SectionRecord.Alignment);
                _constants.Add((record.DataOffset, stored));
                _weightsEnd = record.DataOffset + stored.Length;
                break;
            case TensorKind.Constant:
                throw new ArgumentException($"Constant '{tensor.Name}' is {info.ByteLength} bytes long but {tensor.Data.Length} were given.", nameof(tensor));
            case TensorKind.Arena:
                (record.DataOffset, record.FirstStep, record.LastStep) = (tensor.ArenaOffset, tensor.FirstStep, tensor.LastStep);
                break;
            case TensorKind.Variable:
                (record.DataOffset, record.FirstStep, record.LastStep) = (tensor.ArenaOffset, -1, stepCount);
                break;
            default:
                throw new ArgumentException($"Tensor '{tensor.Name}' has no place.", nameof(tensor));
        }

        return record;
    }

    private static unsafe byte[] InBlocks(ImageTensor tensor, ref TensorRecord record)
    {
        var blocks = tensor.Blocks;
        var stored = new byte[blocks.SizeBytes(record.Shape)];
        fixed (byte* source = tensor.Data.Span, target = stored)
        {
            blocks.Pack((sbyte*)source, record.Shape, (sbyte*)target);
        }

        record.Storage = ConstantStorage.Blocks;
        (record.BlockChannels, record.BlockDepth, record.BlockAxis) =
            checked(((byte)blocks.BlockChannels, (byte)blocks.BlockDepth, (byte)blocks.ChannelAxis));
        return stored;
    }
}
