using EdgeRuntime.Model;

namespace EdgeRuntime.Model.Tests;

/// <summary>A small model that uses every kind of tensor: two inputs, a variable with a first value, constants, an output in place.</summary>
internal static class SampleModel
{
    public const int X = 0, Y = 1, Z = 2, First = 3, V = 4, W = 5, Q = 6, QOut = 7, PerChannel = 8;

    public static ModelImage Image()
    {
        var four = new Shape(1, 4);
        var real = new OperandInfo(ElementType.Float32, four, TensorKind.Arena);
        var eight = new OperandInfo(ElementType.Int8, four, TensorKind.Arena, 0.5f, -1);
        return new ModelImage
        {
            Tensors =
            [
                Arena("x", real, 0, -1, 0),
                Arena("y", real, 64, 0, 1),
                Arena("z", real, 64, 1, 4),
                new ImageTensor { Name = "first", Info = real with { Kind = TensorKind.Constant }, Data = new byte[16] },
                new ImageTensor { Name = "v", Info = real with { Kind = TensorKind.Variable }, ArenaOffset = 128, InitialValue = First },
                Arena("w", real, 192, 2, 4),
                Arena("q", eight, 256, -1, 3),
                Arena("qOut", eight with { ZeroPoint = 3 }, 320, 3, 4),
                new ImageTensor
                {
                    Name = "perChannel",
                    Info = new OperandInfo(ElementType.Int8, new Shape(2, 3), TensorKind.Constant, 0, 0, 0, new[] { 0.25f, 0.5f }),
                    Data = new byte[] { 1, 2, 3, 4, 5, 6 },
                },
            ],
            Steps = [Relu("a", X, Y), Relu("b", Y, Z), Relu("c", V, W), Relu("d", Q, QOut)],
            Inputs = [X, Q],
            Outputs = [Z, W, QOut],
            ArenaBytes = 384,
            Contract = new ModelContract { Name = "sample", Labels = ["one", "zwei"] },
            SelfTest = [new SelfTestCase([new byte[16], new byte[4]], [new byte[16], new byte[16], [3, 3, 3, 3]])],
        };
    }

    public static byte[] Bytes() => ModelWriter.Write(Image());

    /// <summary>A step of float32 beside a constant, tensor 0, that nothing reads.</summary>
    public static ModelImage With(ImageTensor constant)
    {
        var real = new OperandInfo(ElementType.Float32, new Shape(4), TensorKind.Arena);
        return new ModelImage
        {
            Tensors = [constant, Arena("x", real, 0, -1, 0), Arena("y", real, 64, 0, 1)],
            Steps = [Relu("relu", 1, 2)],
            Inputs = [1],
            Outputs = [2],
            ArenaBytes = 128,
            Contract = new ModelContract(),
        };
    }

    private static ImageTensor Arena(string name, OperandInfo info, long offset, int first, int last) =>
        new() { Name = name, Info = info, ArenaOffset = offset, FirstStep = first, LastStep = last };

    private static ImageStep Relu(string name, int input, int output) =>
        new() { OpCode = OpCode.Relu, Name = name, Record = ReadOnlyMemory<byte>.Empty, Inputs = [input], Outputs = [output] };
}
