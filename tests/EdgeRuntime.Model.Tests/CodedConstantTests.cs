using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Model.Tests;

/// <summary>Entropy-coded constants give back their elements, by the loader and by a second reading of FORMAT.md, in about as many bits as Shannon allows.</summary>
public unsafe class CodedConstantTests
{
    private const int Seed = 5;

    [Theory]
    [InlineData(0.02, 15)]
    [InlineData(0.08, 31)]
    [InlineData(0.5, 6)]
    [InlineData(1, 4)]
    [InlineData(0.001, 3)]
    public void IntegersComeBackAndTakeWhatTheirEntropySays(double density, int spread)
    {
        var elements = Sparse(60_000, density, spread);
        var data = MemoryMarshal.AsBytes(elements.AsSpan()).ToArray();
        using var model = Load(ElementType.Int8, new Shape(300, 200), data);
        Assert.Equal(ConstantStorage.Coded, model.Tensors[0].Storage);
        Assert.Equal(data, model.ConstantBytes(0));
        Assert.Equal(0, (long)model.ConstantData(0) % 64);
        Assert.Equal(data, ReadAgain(model, 1));
        var entropyBytes = elements.CountBy(e => e).Sum(e => -e.Value * Math.Log2((double)e.Value / elements.Length)) / 8;
        Assert.InRange(model.Tensors[0].StoredBytes, entropyBytes, (1.03 * entropyBytes) + 256);
    }

    [Theory]
    [InlineData(ElementType.Float32, 4)]
    [InlineData(ElementType.Int16, 2)]
    [InlineData(ElementType.Int32, 4)]
    [InlineData(ElementType.Int64, 8)]
    [InlineData(ElementType.Bool, 1)]
    public void AnyTypeOfFewDifferentElementsComesBack(ElementType type, int elementBytes)
    {
        var random = new Random(Seed);
        var codebook = new byte[12][];
        for (var i = 1; i < codebook.Length; i++)
        {
            random.NextBytes(codebook[i] = new byte[elementBytes]);
        }

        codebook[0] = new byte[elementBytes];
        var data = Enumerable.Range(0, 3000).SelectMany(_ => codebook[random.Next(3) == 0 ? random.Next(codebook.Length) : 0]).ToArray();
        using var model = Load(type, new Shape(10, 3, 100), data);
        Assert.Equal(ConstantStorage.Coded, model.Tensors[0].Storage);
        Assert.Equal(data, model.ConstantBytes(0));
        Assert.Equal(data, ReadAgain(model, elementBytes));
    }

    [Fact]
    public void ColumnsOfZerosCostNextToNothing()
    {
        // 300 neurons that look at 784 pixels, of which only every fourth was ever lit.
        var random = new Random(Seed);
        var elements = new sbyte[300 * 784];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = i % 784 % 4 == 0 && random.Next(4) == 0 ? (sbyte)random.Next(1, 9) : (sbyte)0;
        }

        var data = MemoryMarshal.AsBytes(elements.AsSpan()).ToArray();
        using var model = Load(ElementType.Int8, new Shape(300, 784), data);
        Assert.Equal(data, model.ConstantBytes(0));
        Assert.Equal(data, ReadAgain(model, 1));

        // Of every 300 places that may hold something, a quarter does: 3 bits for what, 0.811 bits for each whether.
        Assert.InRange(model.Tensors[0].StoredBytes, 0, 1.08 * 300 * 196 * ((0.25 * 3) + 0.811) / 8);
    }

    [Fact]
    public void WeightsThatUseAllTheirBitsStayInPlace()
    {
        var data = new byte[4096];
        new Random(Seed).NextBytes(data);
        using var model = Load(ElementType.Int8, new Shape(64, 64), data);
        Assert.Equal(ConstantStorage.Plain, model.Tensors[0].Storage);
        using var floats = Load(ElementType.Float32, new Shape(1024), MemoryMarshal.AsBytes(Enumerable.Range(0, 1024).Select(i => 1f / (i + 3)).ToArray().AsSpan()).ToArray());
        Assert.Equal(ConstantStorage.Plain, floats.Tensors[0].Storage);
    }

    [Fact]
    public void AFileAsksForNoMoreMemoryThanInProportion()
    {
        var data = new byte[4 << 20];
        using var model = Load(ElementType.Int8, new Shape(2048, 2048), data);
        Assert.True(model.Tensors[0].StoredBytes * 1024 >= data.Length, $"{model.Tensors[0].Storage} in {model.Tensors[0].StoredBytes} bytes");
        Assert.Equal(data, model.ConstantBytes(0));

        var bytes = Write(ElementType.Int8, new Shape(300, 200), MemoryMarshal.AsBytes(Sparse(60_000, 0.05, 8).AsSpan()).ToArray());
        var forgery = new Forgery(bytes);
        forgery.Int32(forgery.Tensor(0, 76), 60_000 / 1024);
        Assert.Equal(FaultKind.TensorByteLength, Assert.Throws<ModelFormatException>(() => ModelFile.FromBytes(forgery.Sealed())).Kind);
    }

    /// <summary>Changed streams behind a right hash either say what is wrong or give some elements; nothing else happens.</summary>
    [Fact]
    public void ChangedCodeIsRefusedOrReadWithinItsBounds()
    {
        var random = new Random(Seed);
        var files = new[]
        {
            Write(ElementType.Int8, new Shape(40, 50), MemoryMarshal.AsBytes(Sparse(2000, 0.1, 12).AsSpan()).ToArray()),
            Write(ElementType.Int8, new Shape(2000), MemoryMarshal.AsBytes(Sparse(2000, 1, 3).AsSpan()).ToArray()),
            Write(ElementType.Float32, new Shape(5, 400), MemoryMarshal.AsBytes(Array.ConvertAll(Sparse(2000, 0.2, 5), e => e / 3f).AsSpan()).ToArray()),
        };
        var kinds = new HashSet<FaultKind>();
        var refused = 0;
        const int Rounds = 15_000;
        for (var round = 0; round < Rounds; round++)
        {
            var forgery = new Forgery([.. files[round % files.Length]]);
            var (start, length) = (forgery.Offset(SectionKind.Weights), forgery.Length(SectionKind.Weights));
            for (var changes = random.Next(1, 5); changes > 0; changes--)
            {
                // Half of them where codebook and tables stand.
                var at = start + random.Next(random.Next(2) == 0 ? length : Math.Min(length, 40));
                forgery.Byte(at, random.Next(3) == 0 ? 255 : forgery.Bytes[at] ^ (1 << random.Next(8)));
            }

            if (random.Next(8) == 0)
            {
                forgery.Int32(forgery.Tensor(0, 76), random.Next(2) == 0 ? random.Next(length) : random.Next());
            }

            try
            {
                ModelFile.FromBytes(forgery.Sealed()).Dispose();
            }
            catch (ModelFormatException e)
            {
                refused++;
                kinds.Add(e.Kind);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {Seed}, round {round}: {e}");
            }
        }

        Assert.Contains(FaultKind.WeightCode, kinds);
        Assert.True(refused > Rounds * 0.9, $"{refused} of {Rounds} refused");
    }

    [Fact]
    public void ACodeThatEndsTooEarlyOrTooLateIsNamed()
    {
        var bytes = Write(ElementType.Int8, new Shape(2000), MemoryMarshal.AsBytes(Sparse(2000, 0.1, 12).AsSpan()).ToArray());
        var forgery = new Forgery(bytes);
        var weights = forgery.Offset(SectionKind.Weights);
        forgery.Byte(weights + forgery.Length(SectionKind.Weights) - 1, bytes[weights + forgery.Length(SectionKind.Weights) - 1] ^ 1);
        var e = Assert.Throws<ModelFormatException>(() => ModelFile.FromBytes(forgery.Sealed()));
        Assert.Equal((FaultKind.WeightCode, (long)weights), (e.Kind, e.ByteOffset));
    }

    /// <summary>FORMAT.md read word by word: no tables of slots, exact division in place of shifts.</summary>
    private static byte[] ReadAgain(ModelFile model, int elementBytes)
    {
        ref readonly var record = ref model.Tensors[0];
        var stored = StoredBytes(model);
        var (flags, values, at) = (stored[0], stored[1] + 1, 4);
        var codebook = new byte[values][];
        for (var v = 0; v < values; v++)
        {
            codebook[v] = (flags & 4) != 0 ? [(byte)(stored[4] + v)] : stored[(4 + (v * elementBytes))..(4 + ((v + 1) * elementBytes))];
        }

        at += (flags & 4) != 0 ? 1 : values * elementBytes;
        var valueFrequencies = Frequencies(stored, ref at, values);
        var gapFrequencies = (flags & 1) != 0 ? Frequencies(stored, ref at, stored[2] + 1) : [];
        long state = BitConverter.ToUInt32(stored, at);
        at += 4;
        var (count, firstAxis) = (record.Shape.ElementCount, record.Shape[0]);
        var elements = new byte[count * elementBytes];
        for (var place = 0; place < count;)
        {
            if ((flags & 1) != 0)
            {
                var gap = Next(gapFrequencies);
                place += gap;
                if (gap == 255 || place == count)
                {
                    continue;
                }
            }

            var index = (flags & 2) != 0 ? (place % firstAxis * (count / firstAxis)) + (place / firstAxis) : place;
            codebook[Next(valueFrequencies)].CopyTo(elements, index * elementBytes);
            place++;
        }

        Assert.Equal((65_536, stored.Length), (state, at));
        return elements;

        int Next(int[] frequencies)
        {
            var (place, symbol) = ((int)(state % 4096), 0);
            while (place >= frequencies[symbol])
            {
                place -= frequencies[symbol++];
            }

            state = (frequencies[symbol] * (state / 4096)) + place;
            if (state < 65_536)
            {
                state = (state * 65_536) + BitConverter.ToUInt16(stored, at);
                at += 2;
            }

            return symbol;
        }
    }

    private static int[] Frequencies(byte[] stored, ref int at, int symbols)
    {
        int[] weights = [0, 1, 2, 3, 5, 7, 11, 17, 26, 38, 58, 86, 130, 195, 292, 438];
        var start = at;
        var classes = Enumerable.Range(0, symbols).Select(s => s % 2 == 0 ? stored[start + (s / 2)] % 16 : stored[start + (s / 2)] / 16).ToArray();
        at += (symbols + 1) / 2;
        var (present, sum) = (classes.Count(c => c > 0), classes.Sum(c => weights[c]));
        var frequencies = Array.ConvertAll(classes, c => c == 0 ? 0 : 1 + (weights[c] * (4096 - present) / sum));
        frequencies[Array.IndexOf(classes, classes.Max())] += 4096 - frequencies.Sum();
        return frequencies;
    }

    private static byte[] StoredBytes(ModelFile model)
    {
        var image = Write(model.InfoOf(0).Type, model.InfoOf(0).Shape, model.ConstantBytes(0));
        var weights = new Forgery(image).Offset(SectionKind.Weights);
        return image[weights..(weights + (int)model.Tensors[0].StoredBytes)];
    }

    private static sbyte[] Sparse(int count, double density, int spread)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() >= density ? (sbyte)0 : (sbyte)Math.Round((random.NextDouble() - random.NextDouble()) * spread))];
    }

    private static ModelFile Load(ElementType type, Shape shape, byte[] data) => ModelFile.FromBytes(Write(type, shape, data));

    private static byte[] Write(ElementType type, Shape shape, byte[] data) => ModelWriter.Write(SampleModel.With(new ImageTensor
    {
        Name = "weights",
        Info = new OperandInfo(type, shape, TensorKind.Constant),
        Data = data,
    }));
}
