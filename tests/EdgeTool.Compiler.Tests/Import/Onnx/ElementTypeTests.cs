using System.Runtime.InteropServices;
using EdgeTool.Compiler.Onnx;
using TestKit;
using static TestKit.OnnxBuilder;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Operators whose answer depends on the element type that the file declares, beside ONNX Runtime.</summary>
public class ElementTypeTests
{
    private const int Float = 1, UInt8 = 2, Int8 = 3, UInt16 = 4, Int32 = 6, Int64 = 7, UInt32 = 12, BFloat16 = 16;

    [Theory]
    [InlineData(Int8)]
    [InlineData(Int32)]
    [InlineData(Int64)]
    public void TheTypeOfAnother(int type) => Agrees(new OnnxBuilder().Input("x", 3, 5).Raw("like", type, [1], Zero(type))
        .Node("CastLike", ["x", "like"], ["whole"]).Node("Cast", ["whole"], ["r"], IntAttribute("to", Float)));

    [Theory]
    [InlineData(0, 0, Float)]
    [InlineData(1, 1, Float)]
    [InlineData(-1, 0, Int32)]
    [InlineData(1, 1, Int8)]
    [InlineData(0, 1, UInt8)]
    public void TheIndexOfTheSmallest(int axis, int isLast, int type)
    {
        // Whole numbers, so that many are equal; shifted to be positive.
        var file = new OnnxBuilder().Input("x", 6, 7).Floats("four", [], 4).Node("Add", ["x", "four"], ["shifted"]).Node("Floor", ["shifted"], ["whole"])
            .Node("Cast", ["whole"], ["typed"], IntAttribute("to", type));
        Agrees(file.Node("ArgMin", ["typed"], ["i"], IntAttribute("axis", axis), IntAttribute("select_last_index", isLast)).Node("Cast", ["i"], ["r"], IntAttribute("to", Float)));
    }

    [Fact]
    public void TheSmallestIntegerHasNoOpposite() => Agrees(new OnnxBuilder().Input("x", 1, 1).Raw("c", Int32, [1, 3], Bytes(5, int.MinValue, int.MaxValue))
        .Node("ArgMin", ["c"], ["i"], IntAttribute("axis", 1)).Node("Cast", ["i"], ["index"], IntAttribute("to", Float)).Node("Add", ["x", "index"], ["r"]));

    /// <summary>16-bit unsigned integers are held in 32 bits, 32-bit ones in 64.</summary>
    [Fact]
    public void ComplementsOfUnsignedIntegersStayWithinTheirBits()
    {
        Agrees(Complement(UInt16, MemoryMarshal.AsBytes<ushort>([0, 3034, ushort.MaxValue])), 1);
        Agrees(Complement(UInt32, MemoryMarshal.AsBytes<uint>([0, 3034, uint.MaxValue])), 1);
        Agrees(Complement(Int32, Bytes(0, 3034, -7)), 1);
    }

    [Fact]
    public void AComplementThatMayBeUnsignedIsRefused()
    {
        var file = new OnnxBuilder { Opset = 18 }.InputOf(UInt16, "x", 3).OutputOf(UInt16, "r", 3).Node("Max", ["x", "x"], ["m"]).Node("BitwiseNot", ["m"], ["r"]);
        Assert.Contains("may be unsigned", Assert.Throws<UnsupportedModelException>(() => OnnxImporter.Import(file.ToBytes())).Message, StringComparison.Ordinal);
    }

    /// <summary>A bfloat16 is the upper half of a float32; halves to even.</summary>
    [Fact]
    public void RealsAreRoundedToBFloat16()
    {
        var file = new OnnxBuilder().Input("x", 64).Node("Cast", ["x"], ["b"], IntAttribute("to", BFloat16)).Node("Cast", ["b"], ["r"], IntAttribute("to", Float)).Output("r", 64);
        var (expected, found) = SideBySide.Run(file.ToBytes());
        Assert.Equal(expected, found);
        Assert.All(found, v => Assert.Equal(0, BitConverter.SingleToInt32Bits(v) & 0xFFFF));
    }

    private static OnnxBuilder Complement(int type, ReadOnlySpan<byte> elements) => new OnnxBuilder { Opset = 18 }.Input("x", 1).Raw("c", type, [3], elements.ToArray())
        .Node("BitwiseNot", ["c"], ["opposite"]).Node("Cast", ["opposite"], ["real"], IntAttribute("to", Float)).Node("Add", ["x", "real"], ["r"]);

    private static byte[] Bytes(params int[] elements) => MemoryMarshal.AsBytes(elements.AsSpan()).ToArray();

    private static byte[] Zero(int type) => new byte[type switch { Int8 => 1, Int32 => 4, _ => 8 }];

    private static void Agrees(OnnxBuilder file, int rank = 2)
    {
        var (expected, found) = SideBySide.Run(file.Output("r", SideBySide.Open(rank)).ToBytes());
        Assert.Equal(expected, found);
    }
}
