using TestKit;
using static TestKit.OnnxBuilder;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Equations beside ONNX Runtime.</summary>
public class EinsumTests
{
    private static readonly Dictionary<char, int> Sizes = new() { ['i'] = 3, ['j'] = 4, ['k'] = 5, ['b'] = 2, ['h'] = 3, ['d'] = 4 };

    [Theory]
    [InlineData("ij->ji")]
    [InlineData("ij->i")]
    [InlineData("ij->")]
    [InlineData("bij")]
    [InlineData("ji")]
    [InlineData("ij,jk->ik")]
    [InlineData("ij,jk")]
    [InlineData("ij,kj->ki")]
    [InlineData("ij,ij->")]
    [InlineData("i,j->ij")]
    [InlineData("i,i->i")]
    [InlineData("bij,bjk->bik")]
    [InlineData("bij,bkj->bik")]
    [InlineData("bij,jk->bik")]
    [InlineData("bihd,bjhd->bhij")]
    [InlineData("bhij,bjhd->bihd")]
    [InlineData("bij,bij->bij")]
    [InlineData("bijk,ij->bk")]
    [InlineData("ij,jk,kd->id")]
    [InlineData("bi,i->b")]
    [InlineData("bij,b->ij")]
    [InlineData("b i j , j k -> b i k")]
    [InlineData("ii->i")]
    [InlineData("bii->b")]
    public void Letters(string equation)
    {
        var terms = equation.Replace(" ", "", StringComparison.Ordinal).Split("->")[0].Split(',');
        Agrees(equation, [.. terms.Select(t => t.Select(c => Sizes[c]).ToArray())]);
    }

    [Fact]
    public void Ellipses()
    {
        Agrees("...ij,...jk->...ik", [2, 3, 4, 5], [2, 3, 5, 2]);
        Agrees("...ij,jk->...ik", [2, 3, 4, 5], [5, 2]);
        Agrees("i...,j...->ij...", [2, 5, 4], [3, 5, 4]);
        Agrees("...i->...", [2, 3, 4]);
        Agrees("...ij,...jk", [2, 4, 5], [2, 5, 2]);
    }

    /// <summary>As MatMul broadcasts; ONNX Runtime wants the same axes in every ellipsis.</summary>
    [Fact]
    public void EllipsesBroadcast()
    {
        var file = () => new OnnxBuilder().Input("x", 2, 1, 4, 5).Input("y", 3, 5, 2);
        var product = file().Node("MatMul", ["x", "y"], ["r"]).Output("r", 2, 3, 4, 2);
        var equation = file().Node("Einsum", ["x", "y"], ["r"], TextAttribute("equation", "...ij,...jk->...ik")).Output("r", 2, 3, 4, 2);
        Assert.All(Results.Of(product.ToBytes()).Zip(Results.Of(equation.ToBytes())), p => Assert.Equal(p.First, p.Second, 1e-5f));
    }

    [Fact]
    public void ConstantsOnEitherSide()
    {
        foreach (var (equation, inputs) in new[] { ("bij,jk->bik", new[] { "x", "w" }), ("jk,bij->bik", ["w", "x"]) })
        {
            var file = new OnnxBuilder().Input("x", 2, 3, 4).Floats("w", [4, 5], [.. Enumerable.Range(0, 20).Select(i => (i % 7) - 3f)]);
            Agrees(file.Node("Einsum", inputs, ["r"], TextAttribute("equation", equation)));
        }
    }

    [Theory]
    [InlineData("ij,jk->il")]
    [InlineData("ij->ii")]
    [InlineData("ijk,jk->ik")]
    [InlineData("ij->i->j")]
    public void OthersAreRefused(string equation)
    {
        var file = new OnnxBuilder().Input("x0", 2, 3).Input("x1", 3, 4).Node("Einsum", ["x0", "x1"], ["r"], TextAttribute("equation", equation)).Output("r", SideBySide.Open(2));
        Assert.Throws<UnsupportedModelException>(() => EdgeTool.Compiler.Onnx.OnnxImporter.Import(file.ToBytes()));
    }

    private static void Agrees(string equation, params int[][] shapes)
    {
        var file = new OnnxBuilder();
        foreach (var (i, shape) in shapes.Index())
        {
            file.Input($"x{i}", [.. shape.Select(s => (object)s)]);
        }

        Agrees(file.Node("Einsum", [.. shapes.Select((_, i) => $"x{i}")], ["r"], TextAttribute("equation", equation)));
    }

    /// <summary>Output shapes are compared, too: the file leaves them open.</summary>
    private static void Agrees(OnnxBuilder file)
    {
        var (expected, found) = SideBySide.Run(file.Output("r", "d").ToBytes());
        Assert.All(expected.Zip(found), p => Assert.True(Math.Abs(p.First - p.Second) <= 3e-5 * (1 + Math.Abs(p.First)), $"expected {p.First}, found {p.Second}"));
    }
}
