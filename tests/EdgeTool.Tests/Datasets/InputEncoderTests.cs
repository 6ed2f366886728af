using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Tests.Datasets;

public class InputEncoderTests
{
    [Theory]
    [InlineData("uint8", 1f, -128, new[] { 0f, 200f }, new sbyte[] { -128, 72 })]
    [InlineData("uint8", 0.007843f, -1, new[] { 0f, 255f }, new sbyte[] { -128, 127 })]
    [InlineData("int8", 0.58f, 83, new[] { -5f, 83f }, new sbyte[] { -5, 83 })]
    [InlineData(null, 0.58f, 83, new[] { 251f, 83f }, new sbyte[] { -5, 83 })]
    [InlineData(null, 1f, -128, new[] { 251f, 83f }, new sbyte[] { 123, -45 })]
    [InlineData("float32", 0.5f, 1, new[] { 0.25f, -0.25f }, new sbyte[] { 2, 0 })]
    [InlineData("float32", 0.5f, 1, new[] { 1e9f, float.NaN }, new sbyte[] { 127, 1 })]
    public void ValuesBecomeInt8ByTheRuleOfTheirType(string? type, float scale, int zeroPoint, float[] values, sbyte[] expected) =>
        Assert.Equal(expected, Encode(new FakeData(type, new DatasetDescription()), ElementType.Int8, scale, zeroPoint, new ModelContract(), values));

    [Fact]
    public void AScaleOfTheDescriptionMakesRealNumbers() =>
        Assert.Equal(new sbyte[] { 21, -19 },
            Encode(new FakeData("uint8", new DatasetDescription { Scale = 0.1, Offset = -1 }), ElementType.Int8, 0.05f, 1, new ModelContract(), [20, 0]));

    [Fact]
    public void ThePreprocessingOfTheContractIsApplied()
    {
        var contract = new ModelContract
        {
            Preprocess = [new PreprocessStage { Kind = "standardize", Numbers = new Dictionary<string, double[]> { ["mean"] = [10], ["std"] = [2] } }],
        };
        Assert.Equal(new sbyte[] { 5, -5 }, Encode(new FakeData("float32", new DatasetDescription()), ElementType.Int8, 1, 0, contract, [20, 0]));
    }

    [Fact]
    public void AnotherNumberOfValuesIsRefused() =>
        Assert.Throws<DatasetException>(() =>
            Encode(new FakeData("float32", new DatasetDescription()), ElementType.Int8, 1, 0, new ModelContract(), [1, 2, 3]));

    private static sbyte[] Encode(Dataset data, ElementType type, float scale, int zeroPoint, ModelContract contract, float[] values)
    {
        var input = new OperandInfo(type, new Shape(1, 2), TensorKind.Arena, scale, zeroPoint);
        var bytes = new byte[2];
        new InputEncoder(input, contract, data).Encode(new Sample("a", 0, values), bytes);
        return Array.ConvertAll(bytes, b => (sbyte)b);
    }

    private sealed class FakeData : Dataset
    {
        private readonly ElementType? _type;

        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public FakeData(string? type, DatasetDescription description)
        {
            (Path, Description) = ("fake", description);
            _type = new DatasetDescription { ElementType = type }.ParsedElementType();
        }

        public override string Format => "fake";

        public override int Count => 0;

        public override ElementType? ElementType => _type;

        public override Sample Read(int index) => throw new InvalidOperationException();
    }
}
