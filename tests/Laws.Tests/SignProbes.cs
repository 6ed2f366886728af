using EdgeRuntime.Model;
using static Laws.Tests.OperatorProbes;

namespace Laws.Tests;

/// <summary>Steps on packed signs; the type is that of their numbers, or uint32 where they have none.</summary>
internal static class SignProbes
{
    private static readonly Shape Words = new(1, 2), Image = new(1, 4, 4, 2);

    public static Probe? Of(OpCode opCode, ElementType type) => opCode switch
    {
        OpCode.BinaryConv2D => Step(
            new BinaryConv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, Channels = 40 },
            [Tensor(ElementType.UInt32, Image), Tensor(ElementType.UInt32, new Shape(40, 1, 1, 2)), .. Numbers(type)],
            [Output(type, new Shape(1, 4, 4, 40))]),
        OpCode.BinaryFullyConnected => Step(
            new BinaryFullyConnected { Depth = 40 },
            [Tensor(ElementType.UInt32, Words), Tensor(ElementType.UInt32, new Shape(40, 2)), .. Numbers(type)],
            [Output(type, new Shape(1, 40))]),
        OpCode.Binarize => Step(
            default(Binarize),
            [Tensor(type, new Shape(2, 40)), Tensor(type == ElementType.Int8 ? ElementType.Int32 : type, new Shape(40))],
            [Tensor(ElementType.UInt32, new Shape(2, 2))]),
        _ => null,
    };

    private static OperandInfo[] Numbers(ElementType type) => type == ElementType.UInt32
        ? [Tensor(ElementType.Int32, new Shape(40))]
        : [Tensor(ElementType.Float32, new Shape(40)), Tensor(ElementType.Float32, new Shape(40))];

    private static OperandInfo Output(ElementType type, Shape shape)
    {
        shape[-1] = type == ElementType.UInt32 ? 2 : 40;
        return Tensor(type, shape);
    }
}
