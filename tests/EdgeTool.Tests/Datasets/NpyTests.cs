using System.Text;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Tests.Datasets;

public class NpyTests
{
    [Theory]
    [InlineData(ElementType.Int8, new[] { 2, 3 }, "'|i1'", "(2, 3)")]
    [InlineData(ElementType.Float32, new[] { 4 }, "'<f4'", "(4,)")]
    [InlineData(ElementType.Int64, new int[0], "'<i8'", "()")]
    public void WrittenAsNumpyWritesAndReadBack(ElementType type, int[] dimensions, string descr, string shape)
    {
        using var folder = new TempFolder();
        var bytes = Enumerable.Range(1, new Shape(dimensions).ElementCount * type.SizeBytes()).Select(i => (byte)i).ToArray();
        NpyWriter.Write(folder["a.npy"], type, new Shape(dimensions), bytes);

        var file = File.ReadAllBytes(folder["a.npy"]);
        var headerBytes = 10 + BitConverter.ToUInt16(file, 8);
        Assert.Equal(0, headerBytes % 64);
        var header = Encoding.ASCII.GetString(file, 10, headerBytes - 10);
        Assert.Equal($"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}", header.TrimEnd());
        Assert.EndsWith("\n", header, StringComparison.Ordinal);

        var array = NpyReader.Read(folder["a.npy"]);
        Assert.Equal(type, array.Type);
        Assert.Equal(bytes, array.Bytes);
        Assert.Equal(dimensions, array.Dimensions);
    }

    [Fact]
    public void BigEndianAndWideTypesAreConverted()
    {
        var bigEndian = NpyReader.Parse(NpyFile("'descr': '>i2', 'fortran_order': False, 'shape': (2,), ", [0x01, 0x02, 0xFF, 0xFE]), "a");
        Assert.Equal([258, -2], Elements.ToFloats(bigEndian.Bytes, bigEndian.Type));
        var wide = NpyReader.Parse(NpyFile("'descr': '<f8', 'fortran_order': False, 'shape': (1,), ", BitConverter.GetBytes(-1.5)), "a");
        Assert.Equal((ElementType.Float32, -1.5f), (wide.Type, BitConverter.ToSingle(wide.Bytes)));
        var unsigned = NpyReader.Parse(NpyFile("'descr': '<u2', 'fortran_order': False, 'shape': (1,), ", [0xFF, 0xFF]), "a");
        Assert.Equal((ElementType.Int32, 65535), (unsigned.Type, BitConverter.ToInt32(unsigned.Bytes)));
    }

    [Theory]
    [InlineData("'descr': '|O', 'fortran_order': False, 'shape': (1,), ", 1, "type '|O'")]
    [InlineData("'descr': '|i1', 'fortran_order': True, 'shape': (2, 2), ", 4, "ascontiguousarray")]
    [InlineData("'descr': '|i1', 'fortran_order': False, 'shape': (2, 2), ", 3, "should hold 4 bytes")]
    [InlineData("'descr': '|i1', 'fortran_order': False, 'shape': (-1,), ", 1, "impossible shape")]
    [InlineData("'descr': '|i1', 'fortran_order': False, 'shape': (65536, 65536, 65536), ", 1, "impossible shape")]
    [InlineData("'descr': [('a', '<i4')], 'fortran_order': False, 'shape': (1,), ", 4, "header")]
    [InlineData("nonsense", 0, "header")]
    public void MalformedArraysAreRefusedWithAReason(string header, int dataBytes, string reason)
    {
        var e = Assert.Throws<DatasetException>(() => NpyReader.Parse(NpyFile(header, new byte[dataBytes]), "a.npy"));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryTruncationIsRefused()
    {
        var file = NpyFile("'descr': '|i1', 'fortran_order': False, 'shape': (3,), ", [1, 2, 3]);
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Throws<DatasetException>(() => NpyReader.Parse(file.AsSpan(0, length), "a"));
        }
    }

    internal static byte[] NpyFile(string header, ReadOnlySpan<byte> data)
    {
        var text = Encoding.ASCII.GetBytes($"{{{header}}}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. text, .. data];
    }
}
