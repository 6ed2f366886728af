using EdgeRuntime.Model;

namespace EdgeRuntime.Model.Tests;

/// <summary>Inputs of a concatenation may lie in its output where it would copy them to, and nowhere else in it.</summary>
public class JoinedPlaceTests
{
    private static readonly Shape Sixteen = new(1, 16);

    [Fact]
    public void InputsMayLieInTheirPlaces() => Load(a: 0, b: 64, joined: 0);

    [Fact]
    public void OneMayLieElsewhere() => Load(a: 128, b: 64, joined: 0);

    [Theory]
    [InlineData(64, 0, 0)]
    [InlineData(0, 64, 64)]
    [InlineData(64, 128, 0)]
    [InlineData(128, 0, 0)]
    public void OtherBytesOfTheOutputAreRefused(long a, long b, long joined) =>
        Assert.Equal(FaultKind.ArenaOverlap, Assert.Throws<ModelFormatException>(() => Load(a, b, joined)).Kind);

    [Fact]
    public void AnInputThatIsReadLaterIsRefused() =>
        Assert.Equal(FaultKind.ArenaOverlap, Assert.Throws<ModelFormatException>(() => Load(a: 0, b: 64, joined: 0, lastReadOfA: 1)).Kind);

    [Fact]
    public void AnInputGivenTwiceIsRefused() =>
        Assert.Equal(FaultKind.ArenaOverlap, Assert.Throws<ModelFormatException>(() => Load(a: 0, b: 128, joined: 0, operands: [0, 0])).Kind);

    [Fact]
    public void RowsThatComeApartAreRefused() =>
        Assert.Equal(FaultKind.ArenaOverlap, Assert.Throws<ModelFormatException>(() => Load(a: 0, b: 128, joined: 0, shape: new Shape(2, 16))).Kind);

    /// <summary>joined = concatenation(a, b), and, when <paramref name="lastReadOfA"/> is 1, after = relu(a).</summary>
    private static void Load(long a, long b, long joined, int lastReadOfA = 0, int[]? operands = null, Shape? shape = null)
    {
        var info = new OperandInfo(ElementType.Float32, shape ?? Sixteen, TensorKind.Arena);
        var steps = new List<ImageStep> { Step(OpCode.Concatenation, OperatorRecords.ToBytes(new Concatenation { Axis = 1 }), operands ?? [0, 1], 2) };
        var tensors = new List<ImageTensor>
        {
            Arena("a", info, a, -1, lastReadOfA),
            Arena("b", info, b, -1, 0),
            Arena("joined", info with { Shape = new Shape(info.Shape[0], 32) }, joined, 0, lastReadOfA + 1),
        };
        if (lastReadOfA == 1)
        {
            tensors.Add(Arena("after", info, 512, 1, 2));
            steps.Add(Step(OpCode.Relu, [], [0], 3));
        }

        ModelFile.FromBytes(ModelWriter.Write(new ModelImage
        {
            Tensors = tensors,
            Steps = steps,
            Inputs = [0, 1],
            Outputs = [.. Enumerable.Range(2, steps.Count)],
            ArenaBytes = 1024,
            Contract = new ModelContract { Name = "joined" },
        })).Dispose();
    }

    private static ImageStep Step(OpCode opCode, byte[] record, int[] inputs, int output) =>
        new() { OpCode = opCode, Name = $"{opCode}", Record = record, Inputs = inputs, Outputs = [output] };

    private static ImageTensor Arena(string name, OperandInfo info, long offset, int first, int last) =>
        new() { Name = name, Info = info, ArenaOffset = offset, FirstStep = first, LastStep = last };
}
