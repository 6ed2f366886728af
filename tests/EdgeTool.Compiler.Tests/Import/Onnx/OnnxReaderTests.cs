using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>What the border takes, in every encoding, and what it refuses, in one sentence each.</summary>
public class OnnxReaderTests
{
    [Fact]
    public void FieldsOfTheFileAreRead()
    {
        var model = OnnxReader.Read(SmallOnnx.Convolution().ToBytes());

        Assert.Equal(17, model.Opsets[""]);
        Assert.Equal(["Conv", "Relu"], model.Graph.Operators.Select(o => o.OpType));
        Assert.Equal([1L, 1, 1, 1], model.Graph.Operators[0].Attributes["pads"].Ints);
        Assert.Equal([2L, 1, 3, 3], model.Graph.Initializers[0].Dimensions);
        Assert.Equal(4, model.Graph.Inputs[0].Shape!.Count);
    }

    [Fact]
    public void EveryElementTypeOfRawDataIsExpanded()
    {
        Assert.Equal([1.5f, -2f], Floats(10, [0x00, 0x3E, 0x00, 0xC0]));
        Assert.Equal([1.5f, -2f], Floats(16, [0xC0, 0x3F, 0x00, 0xC0]));
        Assert.Equal([1.5f, -2f], Floats(11, [.. BitConverter.GetBytes(1.5), .. BitConverter.GetBytes(-2.0)]));
        Assert.Equal([65535, 1], MemoryMarshal.Cast<byte, int>(Decoded(4, [0xFF, 0xFF, 1, 0], ElementType.Int32)).ToArray());
        Assert.Equal([4294967295L, 1], MemoryMarshal.Cast<byte, long>(Decoded(12, [0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0], ElementType.Int64)).ToArray());
        Assert.Equal([1, 0], Decoded(9, [7, 0], ElementType.Bool));
        Assert.Contains("below 2^63", Assert.Throws<UnsupportedException>(() => Decoded(13, [.. Enumerable.Repeat((byte)0xFF, 16)], ElementType.Int64)).Remedy);
    }

    [Fact]
    public void TypedDataFieldsAreRead()
    {
        // int32_data holds int8 -3 and 5 as varints, packed; float16 as its bits, not packed.
        var packed = OnnxBuilder.Message(o =>
        {
            OnnxBuilder.Write(o, 1, 2);
            OnnxBuilder.Write(o, 2, 3);
            OnnxBuilder.Write(o, 5, [[0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0x05]]);
        });
        Assert.Equal([0xFD, 5], OnnxReader.ReadTensor(packed).Decode(ElementType.Int8));

        var single = OnnxBuilder.Message(o =>
        {
            OnnxBuilder.Write(o, 1, 1);
            OnnxBuilder.Write(o, 2, 10);
            OnnxBuilder.Write(o, 5, 0x3E00);
        });
        Assert.Equal(1.5f, BitConverter.ToSingle(OnnxReader.ReadTensor(single).Decode(ElementType.Float32)));
    }

    [Theory]
    [InlineData(1, new long[] { 2, 2 }, 12, "needs 16 bytes, but has 12")]
    [InlineData(7, new long[] { 1 }, 0, "needs 8 bytes, but has 0")]
    [InlineData(1, new long[] { -1 }, 4, "beyond any limit")]
    [InlineData(1, new long[] { 1 << 24, 1 << 24 }, 4, "beyond any limit")]
    public void ShapesThatLieAreRefused(int type, long[] dimensions, int bytes, string message)
    {
        var file = new OnnxBuilder().Raw("w", type, dimensions, new byte[bytes]);
        Assert.Contains(message, Assert.Throws<ImportException>(() => OnnxReader.Read(file.ToBytes())).Message);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 8, 7, 18, 2, 1, 1, 0, 0 })]
    [InlineData(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void FilesThatAreNoModelAreRefused(byte[] bytes) =>
        Assert.Contains("no ONNX model", Assert.Throws<ImportException>(() => OnnxReader.Read(bytes)).Message);

    [Fact]
    public void BodiesWithinBodiesEndSomewhere()
    {
        var graph = new OnnxBuilder().GraphBytes();
        for (var depth = 0; depth < 20; depth++)
        {
            graph = new OnnxBuilder().Node("If", ["c"], ["y"], OnnxBuilder.GraphAttribute("then_branch", graph)).GraphBytes();
        }

        var file = new OnnxBuilder().Node("If", ["c"], ["y"], OnnxBuilder.GraphAttribute("then_branch", graph));
        Assert.Contains("deep", Assert.Throws<ImportException>(() => OnnxReader.Read(file.ToBytes())).Message);
    }

    /// <summary>Two bytes make an empty node; objects for all of them would be some hundred times the file.</summary>
    [Fact]
    public void ManyEmptyNodesDoNotFillTheMemory()
    {
        var graph = new byte[4_000_000];
        for (var i = 0; i < graph.Length; i += 2)
        {
            graph[i] = 0x0A;
        }

        var file = OnnxBuilder.Message(o => OnnxBuilder.Write(o, 7, [graph]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more than", Assert.Throws<ImportException>(() => OnnxReader.Read(file)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (4 * file.Length) + (64 << 20));
    }

    private static float[] Floats(int type, byte[] raw) => MemoryMarshal.Cast<byte, float>(Decoded(type, raw, ElementType.Float32)).ToArray();

    private static byte[] Decoded(int type, byte[] raw, ElementType elementType) =>
        OnnxReader.ReadTensor(OnnxBuilder.Tensor("t", type, [2], raw)).Decode(elementType);
}
