using EdgeRuntime.Model;

namespace EdgeRuntime.Model.Tests;

/// <summary>Self-test inputs that the generator gives are not stored, and are the same when they are read.</summary>
public class SelfTestInputsTests
{
    [Fact]
    public void GeneratedInputsAreNotStoredAndComeBack()
    {
        var (plain, image) = (SampleModel.Image(), SampleModel.Image());
        SelfTestCase Case(int index)
        {
            var generator = SelfTestInputs.OfCase(index);
            return new SelfTestCase([generator.Next(image.Tensors[SampleModel.X].Info), generator.Next(image.Tensors[SampleModel.Q].Info)], [new byte[16], new byte[16], [1, 2, 3, (byte)index]]);
        }

        var cases = new[] { Case(0), Case(1), Case(2) };
        using var generated = Load(plain, cases);
        cases[2].Inputs[1][3] ^= 1;
        using var stored = Load(plain, cases);
        Assert.Equal(64, stored.LengthBytes - generated.LengthBytes);
        cases[2].Inputs[1][3] ^= 1;
        foreach (var model in new[] { generated, stored })
        {
            Assert.Equal(3, model.SelfTestCount);
            for (var c = 0; c < 3; c++)
            {
                Assert.Equal(cases[c].Inputs[0], Input(model, c, 0));
                Assert.Equal(c == 2 && model == stored ? cases[c].Inputs[1][3] ^ 1 : cases[c].Inputs[1][3], Input(model, c, 1)[3]);
                Assert.Equal([1, 2, 3, (byte)c], model.SelfTestOutput(c, 2).ToArray());
            }
        }
    }

    /// <summary>The numbers of FORMAT.md, worked out with exact integers.</summary>
    [Fact]
    public void TheGeneratorIsTheOneThatTheFormatDescribes()
    {
        var state = (ulong)(UInt128)((((UInt128)3 * 0x9E3779B97F4A7C15) & ulong.MaxValue) | 1);
        ulong Number()
        {
            state ^= state / 4096;
            state ^= (ulong)(((UInt128)state << 25) & ulong.MaxValue);
            state ^= state / 134_217_728;
            return (ulong)(((UInt128)state * 0x2545F4914F6CDD1D) & ulong.MaxValue);
        }

        var inputs = SelfTestInputs.OfCase(2);
        var (bytes, floats, indices, flags) = (Next(ElementType.Int16), Next(ElementType.Float32), Next(ElementType.Int64), Next(ElementType.Bool));
        Assert.Equal(Enumerable.Range(0, 16).Select(_ => (byte)(Number() >> 56)), bytes);
        Assert.All(floats.Chunk(4), f => Assert.Equal(((double)(Number() >> 40) / (1 << 23)) - 1, BitConverter.ToSingle(f)));
        Assert.All(indices.Chunk(8), i => Assert.Equal((long)(Number() >> 62), BitConverter.ToInt64(i)));
        Assert.Equal(Enumerable.Range(0, 8).Select(_ => (byte)(Number() >> 63)), flags);

        byte[] Next(ElementType type) => inputs.Next(new OperandInfo(type, new Shape(8), TensorKind.Arena));
    }

    private static byte[] Input(ModelFile model, int index, int input)
    {
        var bytes = new byte[model.InfoOf(model.Inputs[input]).ByteLength];
        model.CopySelfTestInput(index, input, bytes);
        return bytes;
    }

    private static ModelFile Load(ModelImage image, SelfTestCase[] cases) => ModelFile.FromBytes(ModelWriter.Write(new ModelImage
    {
        Tensors = image.Tensors,
        Steps = image.Steps,
        Inputs = image.Inputs,
        Outputs = image.Outputs,
        ArenaBytes = image.ArenaBytes,
        Contract = image.Contract,
        SelfTest = [.. cases],
    }));
}
