using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline.Tests;

public class PreprocessorTests
{
    [Fact]
    public void StagesRunInOrderThenTheInputQuantizes()
    {
        // Channel 0: (3 - 1) / 2 = 1, channel 1: (10 - 2) / 4 = 2; times 10: 10, 20; / 0.5 - 3: 17, 37.
        var preprocessor = Preprocessor.Create(
            [
                Stage("standardize", ("mean", [1, 2]), ("std", [2, 4])),
                Stage("scale", ("factor", [10])),
            ],
            Input(ElementType.Int8, 2, 0.5f, -3));
        Assert.Equal([17, 37], Fill<sbyte>(preprocessor, 3, 10).Select(q => (int)q));
    }

    [Theory]
    [InlineData(0.5f, 1)]
    [InlineData(-0.5f, -1)]
    [InlineData(1.5f, 2)]
    [InlineData(2.5f, 3)]
    [InlineData(-2.5f, -3)]
    [InlineData(0.49f, 0)]
    [InlineData(126.6f, 127)]
    [InlineData(1e30f, 127)]
    [InlineData(float.PositiveInfinity, 127)]
    [InlineData(float.NegativeInfinity, -128)]
    [InlineData(float.NaN, 0)]
    public void HalvesRoundAwayFromZeroAndTheRestSaturates(float real, int expected) =>
        Assert.Equal(expected, Fill<sbyte>(Preprocessor.Create([], Input(ElementType.Int8, 1, 1, 0)), real)[0]);

    [Fact]
    public void EveryInputTypeKeepsItsRange()
    {
        Assert.Equal((byte)255, Fill<byte>(Preprocessor.Create([], Input(ElementType.UInt8, 1, 0.5f, 128)), 100)[0]);
        Assert.Equal((short)-32768, Fill<short>(Preprocessor.Create([], Input(ElementType.Int16, 1, 0.001f, 0)), -1000)[0]);
        Assert.Equal(-7, Fill<int>(Preprocessor.Create([], Input(ElementType.Int32, 1, 0, 0)), -6.5f)[0]);
        Assert.Equal(0.1f, Fill<float>(Preprocessor.Create([], Input(ElementType.Float32, 1, 0, 0)), 0.1f)[0]);
    }

    [Fact]
    public void ClipHoldsEachChannelInItsOwnRange()
    {
        var preprocessor = Preprocessor.Create([Stage("clip", ("min", [-1, 0]), ("max", [1]))], Input(ElementType.Float32, 4, 0, 0));
        Assert.Equal([-1f, 0f, 1f, 0.25f], Fill<float>(preprocessor, -5, -5, 7, 0.25f));
    }

    [Fact]
    public void MistakesNameTheStageTheNumberAndTheNearestName()
    {
        Refused("unknown stage 'standardise'", "did you mean 'standardize'?", Stage("standardise"));
        Refused("preprocess[1] 'scale'", "did you mean 'factor'?", Stage("clip", ("min", [0]), ("max", [1])), Stage("scale", ("facter", [1])));
        Refused("number 'std' is missing", "standardize", Stage("standardize", ("mean", [0])));
        Refused("'std' is 0", "above 0", Stage("standardize", ("mean", [0]), ("std", [0])));
        Refused("'mean' has 3 values", "4 elements", Stage("standardize", ("mean", [0, 0, 0]), ("std", [1])));
        Refused("'min' is 2", "above 'max'", Stage("clip", ("min", [2]), ("max", [1])));
        Refused("'factor' is NaN", "finite", Stage("scale", ("factor", [double.NaN])));
    }

    [Fact]
    public void AnInputWithoutScaleIsRefused()
    {
        var e = Assert.Throws<ContractException>(() => Preprocessor.Create([], Input(ElementType.Int8, 4, 0, 0)));
        Assert.Contains("Int8", e.Message);
        Assert.Throws<ContractException>(() => Preprocessor.Create([], Input(ElementType.Bool, 4, 0, 0)));
    }

    [Fact]
    public void FillingAllocatesNothing()
    {
        var preprocessor = Preprocessor.Create([Stage("standardize", ("mean", [0]), ("std", [1]))], Input(ElementType.Int8, 64, 0.1f, 0));
        var (samples, bytes) = (new float[64], new byte[64]);
        preprocessor.Fill(samples, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            preprocessor.Fill(samples, bytes);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void ScoresAreTheOutputInRealUnits()
    {
        var scores = new float[2];
        ScoreReader.Read(Input(ElementType.Int8, 2, 1 / 256f, -128), [0x80, 0x7F], scores);
        Assert.Equal([0f, 255 / 256f], scores);
        ScoreReader.Read(Input(ElementType.Int16, 2, 0.5f, 0), MemoryMarshal.AsBytes<short>([-4, 5]), scores);
        Assert.Equal([-2f, 2.5f], scores);
    }

    private static void Refused(string part, string other, params PreprocessStage[] stages)
    {
        var e = Assert.Throws<ContractException>(() => Preprocessor.Create(stages, Input(ElementType.Int8, 4, 1, 0)));
        Assert.Contains(part, e.Message);
        Assert.Contains(other, e.Message);
    }

    private static T[] Fill<T>(Preprocessor preprocessor, params float[] samples) where T : unmanaged
    {
        var elements = new T[samples.Length];
        preprocessor.Fill(samples, MemoryMarshal.AsBytes(elements.AsSpan()));
        return elements;
    }

    private static OperandInfo Input(ElementType type, int elements, float scale, int zeroPoint) =>
        new(type, new Shape(1, elements), TensorKind.Arena, scale, zeroPoint);

    private static PreprocessStage Stage(string kind, params (string Name, double[] Values)[] numbers) =>
        new() { Kind = kind, Numbers = numbers.ToDictionary(n => n.Name, n => n.Values) };
}
