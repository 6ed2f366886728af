using TestKit;
using static TestKit.OnnxBuilder;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Rows written into caches, and Swish, as the specification says.</summary>
public class CacheOperatorTests
{
    [Theory]
    [InlineData("linear", 1, 3)]
    [InlineData("circular", 4, 3)]
    public void RowsAreWrittenFromTheirIndexOn(string mode, long first, long second)
    {
        const int Heads = 2, Size = 6, Width = 3, Rows = 3;
        float[] cache = [.. Enumerable.Range(0, 2 * Heads * Size * Width).Select(i => (float)i)], update = [.. Enumerable.Range(0, 2 * Heads * Rows * Width).Select(i => -1f - i)];
        var expected = cache.ToArray();
        for (var i = 0; i < update.Length; i++)
        {
            var (column, row, head, example) = (i % Width, i / Width % Rows, i / Width / Rows % Heads, i / Width / Rows / Heads);
            var place = (int)((example == 0 ? first : second) + row) % Size;
            expected[(((((example * Heads) + head) * Size) + place) * Width) + column] = update[i];
        }

        var file = new OnnxBuilder { Opset = 24 }.Input("c", 2, Heads, Size, Width).Input("u", 2, Heads, Rows, Width).Longs("w", [2], first, second)
            .Node("TensorScatter", ["c", "u", "w"], ["r"], TextAttribute("mode", mode)).Output("r", 2, Heads, Size, Width);
        Assert.Equal(expected, Results.Of(file.ToBytes(), cache, update));
    }

    [Fact]
    public void WithoutIndicesRowsStandFirst()
    {
        var file = new OnnxBuilder { Opset = 24 }.Input("c", 2, 4).Input("u", 2, 2).Node("TensorScatter", ["c", "u"], ["r"], IntAttribute("axis", 1)).Output("r", 2, 4);
        Assert.Equal([10, 11, 3, 4, 12, 13, 7, 8], Results.Of(file.ToBytes(), [1, 2, 3, 4, 5, 6, 7, 8], [10, 11, 12, 13]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.5f)]
    public void Swish(float alpha)
    {
        float[] x = [-8, -1, -0.25f, 0, 0.5f, 2, 9];
        var file = new OnnxBuilder { Opset = 24 }.Input("x", 7).Node("Swish", ["x"], ["r"], FloatAttribute("alpha", alpha)).Output("r", 7);
        Assert.All(Results.Of(file.ToBytes(), x).Zip(x), p => Assert.Equal(p.Second / (1 + Math.Exp(-alpha * p.Second)), p.First, 1e-6));
    }

    /// <summary>Bits beyond those of the type are lost.</summary>
    [Theory]
    [InlineData(4, 16)]
    [InlineData(12, 32)]
    public void ShiftsLeft(int type, int width)
    {
        (long Number, int Places)[] pairs = [(1, 3), (0x8001, 1), (0xFFFF, width - 4), (0x1234, 8)];
        byte[] Raw(IEnumerable<long> numbers) => [.. numbers.SelectMany(n => BitConverter.GetBytes(n).Take(width / 8))];
        var file = new OnnxBuilder { Opset = 18 }.Input("x", 4).Raw("n", type, [4], Raw(pairs.Select(p => p.Number))).Raw("p", type, [4], Raw(pairs.Select(p => (long)p.Places)))
            .Node("BitShift", ["n", "p"], ["s"], TextAttribute("direction", "LEFT")).Node("Cast", ["s"], ["f"], IntAttribute("to", 1)).Node("Add", ["x", "f"], ["r"]).Output("r", 4);
        Assert.Equal(pairs.Select(p => (float)((p.Number << p.Places) & ((1L << width) - 1))), Results.Of(file.ToBytes(), new float[4]));
    }
}
