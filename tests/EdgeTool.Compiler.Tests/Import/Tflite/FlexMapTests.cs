using EdgeTool.Compiler.Tflite;

namespace EdgeTool.Compiler.Tests;

public class FlexMapTests
{
    /// <summary>
    /// { "a": -3, "b": 7 } laid out by hand after "FlexBuffers internals": keys, their count and offsets, then offset and width of the keys, the count,
    /// the values, their types (1 int, 2 unsigned; shifted by 2), and the root: how far back the values are, its type 9, its width.
    /// </summary>
    private static readonly byte[] Small =
    [
        (byte)'a', 0, (byte)'b', 0,
        2, 5, 4,
        2, 1, 2,
        0xFD, 7,
        1 << 2, 2 << 2,
        4, 9 << 2, 1,
    ];

    [Fact]
    public void ReadsNamesAndNumbers()
    {
        var map = new FlexMap(Small);
        Assert.Equal(-3, map.Int32("a"));
        Assert.Equal(7, map.Int32("b"));
        Assert.Throws<UnsupportedException>(() => map.Int32("c"));
    }

    [Fact]
    public void DamagedMapsAreRefusedOrRead()
    {
        for (var length = 0; length < Small.Length; length++)
        {
            ReadOrRefuse(Small[..length]);
        }

        for (var i = 0; i < Small.Length; i++)
        {
            for (var value = 0; value < 256; value++)
            {
                byte[] damaged = [.. Small];
                damaged[i] = (byte)value;
                ReadOrRefuse(damaged);
            }
        }
    }

    private static void ReadOrRefuse(byte[] bytes)
    {
        try
        {
            _ = new FlexMap(bytes);
        }
        catch (ImportException e)
        {
            Assert.Contains("convert it again", e.Message);
        }
    }
}
