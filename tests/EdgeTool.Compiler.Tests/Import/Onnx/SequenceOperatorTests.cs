using TestKit;
using static TestKit.OnnxBuilder;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Recurrent layers and loops beside ONNX Runtime.</summary>
public class SequenceOperatorTests
{
    private const int Bool = 9, Int32 = 6, Int64 = 7, Time = 5, Batch = 2, Features = 3, Units = 4;

    [Theory]
    [InlineData("RNN", 1)]
    [InlineData("GRU", 3)]
    [InlineData("LSTM", 4)]
    public void RecurrentLayersInEveryDirection(string type, int gates)
    {
        foreach (var direction in (string[])["forward", "reverse", "bidirectional"])
        {
            for (var output = 0; output < (type == "LSTM" ? 3 : 2); output++)
            {
                var names = Enumerable.Range(0, 3).Select(i => i == output ? "r" : $"y{i}").Take(type == "LSTM" ? 3 : 2).ToArray();
                Agrees(Layer(gates, direction).Node(type, ["x", "w", "r0"], names, Hidden(direction)), output == 0 ? 4 : 3);
                Agrees(Layer(gates, direction).Node(type, ["x", "w", "r0", "b", "n", "h"], names, [.. Hidden(direction), FloatAttribute("clip", 0.8f)]), output == 0 ? 4 : 3);
            }
        }
    }

    [Fact]
    public void RecurrentLayersWithOtherParameters()
    {
        Agrees(Layer(3, "forward").Node("GRU", ["x", "w", "r0", "b"], ["r"], [.. Hidden("forward"), IntAttribute("linear_before_reset", 1)]), 4);
        Agrees(Layer(4, "bidirectional").Node("LSTM", ["x", "w", "r0", "b", "", "h", "h", "p"], ["r"], Hidden("bidirectional")), 4);
        Agrees(Layer(1, "forward").Node("RNN", ["x", "w", "r0", "b"], ["r"], [.. Hidden("forward"), TextsAttribute("activations", "Relu")]), 4);
        Agrees(Layer(3, "reverse").Node("GRU", ["x", "w", "r0", "b"], ["r"], [.. Hidden("reverse"), TextsAttribute("activations", "HardSigmoid", "Softsign")]), 4);
    }

    [Fact]
    public void ALoopIsUnrolled()
    {
        var body = new OnnxBuilder().InputOf(Int64, "i").InputOf(Bool, "c").Input("s", 3).OutputOf(Bool, "go").Output("next", 3).Output("each", 3)
            .Node("Identity", ["c"], ["go"])
            .Node("Cast", ["i"], ["f"], IntAttribute("to", 1))
            .Node("Add", ["s", "f"], ["next"])
            .Node("Mul", ["next", "x"], ["each"])
            .GraphBytes();
        OnnxBuilder File() => new OnnxBuilder().Input("x", 3).Longs("m", [], 4).Raw("c", Bool, [], [1]);
        Agrees(File().Node("Loop", ["m", "c", "x"], ["r", "e"], GraphAttribute("body", body)), 1);
        Agrees(File().Node("Loop", ["m", "", "x"], ["s", "r"], GraphAttribute("body", body)), 2);
    }

    [Fact]
    public void ALoopThatEndsByItsConditionIsUnrolled()
    {
        var body = new OnnxBuilder().InputOf(Int64, "i").InputOf(Bool, "c").Input("s", 3).OutputOf(Bool, "go").Output("next", 3)
            .Longs("two", [], 2)
            .Node("Less", ["i", "two"], ["go"])
            .Node("Add", ["s", "x"], ["next"])
            .GraphBytes();
        Agrees(new OnnxBuilder().Input("x", 3).Raw("c", Bool, [], [1]).Node("Loop", ["", "c", "x"], ["r"], GraphAttribute("body", body)), 1);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public void AScanIsUnrolled(long inputDirection, long outputDirection)
    {
        var body = new OnnxBuilder().Input("s", 2).Input("e", 2).Output("next", 2).Output("each", 2)
            .Node("Add", ["s", "e"], ["next"])
            .Node("Identity", ["next"], ["each"])
            .GraphBytes();
        byte[][] attributes =
        [
            GraphAttribute("body", body), IntAttribute("num_scan_inputs", 1), IntsAttribute("scan_input_axes", 1), IntsAttribute("scan_output_axes", 1),
            IntsAttribute("scan_input_directions", inputDirection), IntsAttribute("scan_output_directions", outputDirection),
        ];
        Agrees(new OnnxBuilder().Input("x", 2).Input("z", 2, 4).Node("Scan", ["x", "z"], ["s", "r"], attributes), 2);
        Agrees(new OnnxBuilder().Input("x", 2).Input("z", 2, 4).Node("Scan", ["x", "z"], ["r", "y"], attributes), 1);
    }

    private static byte[][] Hidden(string direction) => [IntAttribute("hidden_size", Units), TextAttribute("direction", direction)];

    private static OnnxBuilder Layer(int gates, string direction)
    {
        var (random, directions) = (new Random(5), direction == "bidirectional" ? 2 : 1);
        float[] Draw(int count) => [.. Enumerable.Range(0, directions * count).Select(_ => random.NextSingle() - 0.5f)];
        return new OnnxBuilder().Input("x", Time, Batch, Features)
            .Floats("w", [directions, gates * Units, Features], Draw(gates * Units * Features))
            .Floats("r0", [directions, gates * Units, Units], Draw(gates * Units * Units))
            .Floats("b", [directions, 2 * gates * Units], Draw(2 * gates * Units))
            .Floats("h", [directions, Batch, Units], Draw(Batch * Units))
            .Floats("p", [directions, 3 * Units], Draw(3 * Units))
            .Raw("n", Int32, [Batch], [.. BitConverter.GetBytes(Time), .. BitConverter.GetBytes(Time - 2)]);
    }

    private static void Agrees(OnnxBuilder file, int rank)
    {
        var (expected, found) = SideBySide.Run(file.Output("r", SideBySide.Open(rank)).ToBytes());
        Assert.All(expected.Zip(found), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-5, $"expected {pair.First}, found {pair.Second}"));
    }
}
