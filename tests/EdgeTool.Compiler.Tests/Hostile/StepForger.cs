using System.Buffers.Binary;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests.Hostile;

/// <summary>Changes a step the way a hostile file could: every result passes the checks on tensors alone, so only the operator's law stands before the kernel.</summary>
internal sealed class StepForger(Random random)
{
    private static readonly int[] Words = [-1, 0, 1, 2, 3, 4, 7, 8, 64, 255, 256, 65_535, 1 << 20, 1 << 24, int.MaxValue, int.MinValue, -2, -5];

    private static readonly float[] Scales = [1e-38f, 1e-20f, 1e-6f, 0.003f, 0.5f, 1f, 127f, 1e10f, 3e38f];

    private static readonly ElementType[] Types = Enum.GetValues<ElementType>();

    public StepSeed Forge(StepSeed seed)
    {
        var (record, inputs, outputs) = ((byte[])seed.Record.Clone(), (OperandInfo[])seed.Inputs.Clone(), (OperandInfo[])seed.Outputs.Clone());
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var list = random.Next(3) == 0 ? outputs : inputs;
            if (record.Length >= 4 && random.Next(2) == 0)
            {
                var value = random.Next(4) == 0 ? random.Next(-8, 9) : Words[random.Next(Words.Length)];
                BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(random.Next(record.Length / 4) * 4), value);
            }
            else if (list.Length > 0)
            {
                ref var operand = ref list[random.Next(list.Length)];
                operand = Forge(operand, isInput: list == inputs);
            }
        }

        return new StepSeed(seed.OpCode, record, inputs, outputs);
    }

    private OperandInfo Forge(OperandInfo info, bool isInput)
    {
        if (info.IsAbsent)
        {
            return new OperandInfo(Types[random.Next(Types.Length)], new Shape(random.Next(1, 9)), TensorKind.Constant);
        }

        var forged = random.Next(6) switch
        {
            0 => info with { Scale = Scales[random.Next(Scales.Length)], ChannelAxis = -1, ChannelScales = default },
            1 => info with { ZeroPoint = random.Next(2) == 0 ? info.Type.QuantizedRange().Min : info.Type.QuantizedRange().Max },
            2 => info with { Type = Types[random.Next(Types.Length)] },
            3 when isInput => OperandInfo.Absent,
            4 => info with { Shape = OtherRank(info.Shape) },
            _ => info with { Shape = OtherDimension(info.Shape) },
        };
        return forged.IsAbsent ? forged : Legal(forged);
    }

    private Shape OtherDimension(Shape shape)
    {
        if (shape.Rank == 0)
        {
            return new Shape(2);
        }

        var axis = random.Next(shape.Rank);
        shape[axis] = random.Next(5) switch
        {
            0 => 1,
            1 => shape[axis] + 1,
            2 => Math.Max(1, shape[axis] - 1),
            3 => random.Next(1, 40),
            _ => Math.Max(1, Words[random.Next(Words.Length)] & 0xFFFFFF),
        };
        return shape;
    }

    private Shape OtherRank(Shape shape)
    {
        var dimensions = shape.Span.ToArray().ToList();
        if (random.Next(2) == 0 && dimensions.Count > 0)
        {
            dimensions.RemoveAt(random.Next(dimensions.Count));
        }
        else if (dimensions.Count < Shape.MaxRank)
        {
            dimensions.Insert(random.Next(dimensions.Count + 1), random.Next(1, 4));
        }

        return new Shape([.. dimensions]);
    }

    /// <summary>What the checks on a tensor alone would let through.</summary>
    private static OperandInfo Legal(OperandInfo info)
    {
        var perChannel = info.ChannelAxis >= 0 && info.ChannelAxis < info.Shape.Rank && info.ChannelScales.Length == info.Shape[info.ChannelAxis];
        info = perChannel ? info with { ZeroPoint = 0 } : info with { ChannelAxis = -1, ChannelScales = default };
        var hasZeroPoint = !perChannel && info.Scale > 0 && info.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16;
        var (min, max) = info.Type.QuantizedRange();
        return info with { ZeroPoint = hasZeroPoint && !perChannel && info.Scale > 0 ? Math.Clamp(info.ZeroPoint, min, max) : 0 };
    }
}
