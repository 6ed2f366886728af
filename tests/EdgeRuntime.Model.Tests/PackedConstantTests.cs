using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Model.Tests;

/// <summary>The smallest storage that holds a constant exactly is chosen, and gives back its elements.</summary>
public unsafe class PackedConstantTests
{
    [Fact]
    public void SmallIntegersTakeHalfAByte()
    {
        var elements = Enumerable.Range(0, 129).Select(i => (sbyte)((i % 16) - 8)).ToArray();
        var bytes = Write(ElementType.Int8, MemoryMarshal.AsBytes(elements.AsSpan()));
        using var model = ModelFile.FromBytes(bytes);
        Assert.Equal((ConstantStorage.Int4, 65), (model.Tensors[0].Storage, model.Tensors[0].StoredBytes));
        Assert.Equal(elements, new ReadOnlySpan<sbyte>(model.ConstantData(0), 129).ToArray());
        Assert.Equal(0, (long)model.ConstantData(0) % 64);

        // -8 and -7 are 8 and 9 as halves of a byte, the first of them low.
        Assert.Equal(0x98, bytes[WeightsOffset(bytes)]);
    }

    [Fact]
    public void MultiplesOfSmallIntegersTakeHalfAByteAndAMultiplierForEvery32()
    {
        var elements = Enumerable.Range(0, 300).Select(i => (sbyte)(((i % 16) - 8) * ((i / 32 % 16) + 1))).ToArray();
        using var model = ModelFile.FromBytes(Write(ElementType.Int8, MemoryMarshal.AsBytes(elements.AsSpan())));
        Assert.Equal((ConstantStorage.Int4Groups, 150 + 5), (model.Tensors[0].Storage, model.Tensors[0].StoredBytes));
        Assert.Equal(elements, new ReadOnlySpan<sbyte>(model.ConstantData(0), 300).ToArray());
    }

    [Theory]
    [InlineData(17)]
    [InlineData(8)]
    [InlineData(127)]
    public void OneElementThatDoesNotFitKeepsAllOutOfHalfBytes(int odd)
    {
        // 17 is prime and above 16 * 1; 8 and 127 stand beside a 1.
        var elements = new sbyte[256];
        (elements[40], elements[41]) = (1, (sbyte)odd);
        using var model = ModelFile.FromBytes(Write(ElementType.Int8, MemoryMarshal.AsBytes(elements.AsSpan())));
        Assert.Equal(ConstantStorage.Coded, model.Tensors[0].Storage);
        Assert.Equal(elements, new ReadOnlySpan<sbyte>(model.ConstantData(0), 256).ToArray());
    }

    [Fact]
    public void FloatsThatBinary16HoldsTakeTwoBytesBitForBit()
    {
        float[] some = [0f, -0f, 1.5f, -65504f, 5.9604645e-8f, 0.333251953125f, float.PositiveInfinity, -2f];
        var elements = Enumerable.Range(0, 64).Select(i => i < some.Length ? some[i] : i / 64f).ToArray();
        using var model = ModelFile.FromBytes(Write(ElementType.Float32, MemoryMarshal.AsBytes(elements.AsSpan())));
        Assert.Equal((ConstantStorage.Float16, 128), (model.Tensors[0].Storage, model.Tensors[0].StoredBytes));
        Assert.Equal(elements.Select(BitConverter.SingleToInt32Bits), new ReadOnlySpan<float>(model.ConstantData(0), 64).ToArray().Select(BitConverter.SingleToInt32Bits));
        elements[63] = 1 / 3f;
        using var plain = ModelFile.FromBytes(Write(ElementType.Float32, MemoryMarshal.AsBytes(elements.AsSpan())));
        Assert.Equal(ConstantStorage.Plain, plain.Tensors[0].Storage);
    }

    [Fact]
    public void RowsOfScaledBytesTakeAByteAndAScaleForEachRowBitForBit()
    {
        // A row of zeros, and scales whose 127 steps do not divide by 127 again.
        const int Rows = 40, Length = 50;
        var random = new Random(5);
        var elements = new float[Rows * Length];
        for (var row = 1; row < Rows; row++)
        {
            var scale = random.NextSingle() * MathF.Pow(10, random.Next(-6, 6));
            for (var i = 0; i < Length; i++)
            {
                elements[(row * Length) + i] = scale * (i == 0 ? 127 : random.Next(-127, 128));
            }
        }

        using var model = ModelFile.FromBytes(Write(new Shape(Rows, Length), elements));
        Assert.Equal((ConstantStorage.Int8Rows, (4 * Rows) + elements.Length), (model.Tensors[0].Storage, model.Tensors[0].StoredBytes));
        var found = new ReadOnlySpan<float>(model.ConstantData(0), elements.Length).ToArray();
        Assert.Equal(elements.Select(BitConverter.SingleToInt32Bits), found.Select(BitConverter.SingleToInt32Bits));
        elements[77] *= 1.001f;
        using var plain = ModelFile.FromBytes(Write(new Shape(Rows, Length), elements));
        Assert.Equal(ConstantStorage.Plain, plain.Tensors[0].Storage);
    }

    [Fact]
    public void RowsOfScaledBytesNeedRows()
    {
        var bytes = Write(ElementType.Float32, MemoryMarshal.AsBytes<float>([.. Enumerable.Range(0, 64).Select(i => i / 3f)]));
        bytes[(int)BitConverter.ToInt64(bytes, Forgery.Entry(SectionKind.Tensors) + 8) + 3] = (byte)ConstantStorage.Int8Rows;
        Assert.Equal(FaultKind.TensorStorage, Assert.Throws<ModelFormatException>(() => ModelFile.FromBytes(Forgery.Seal(bytes))).Kind);
    }

    [Fact]
    public void AHalfByteLeftOverMustBeZero()
    {
        var bytes = Write(ElementType.Int8, new byte[129]);
        bytes[WeightsOffset(bytes) + 64] = 0x10;
        var e = Assert.Throws<ModelFormatException>(() => ModelFile.FromBytes(Forgery.Seal(bytes)));
        Assert.Equal(FaultKind.WeightsCoverage, e.Kind);
    }

    private static int WeightsOffset(byte[] file) => (int)BitConverter.ToInt64(file, Forgery.Entry(SectionKind.Weights) + 8);

    private static byte[] Write(Shape shape, float[] elements) => Write(ElementType.Float32, shape, MemoryMarshal.AsBytes(elements.AsSpan()));

    private static byte[] Write(ElementType type, ReadOnlySpan<byte> elements) => Write(type, new Shape(elements.Length / type.SizeBytes()), elements);

    private static byte[] Write(ElementType type, Shape shape, ReadOnlySpan<byte> elements) => ModelWriter.Write(SampleModel.With(new ImageTensor
    {
        Name = "weights",
        Info = new OperandInfo(type, shape, TensorKind.Constant),
        Data = elements.ToArray(),
    }));
}
