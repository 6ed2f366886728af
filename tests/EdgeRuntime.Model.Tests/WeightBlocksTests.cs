namespace EdgeRuntime.Model.Tests;

public unsafe class WeightBlocksTests
{
    /// <summary>Three channels of depth 5 in blocks of 2 channels and 4 deep: channel c holds 10 c + k.</summary>
    [Fact]
    public void ChannelsAndDepthAreBlocked()
    {
        sbyte[] rows = [0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 20, 21, 22, 23, 24];
        sbyte[] expected =
        [
            0, 1, 2, 3, 10, 11, 12, 13, 4, 0, 0, 0, 14, 0, 0, 0,
            20, 21, 22, 23, 0, 0, 0, 0, 24, 0, 0, 0, 0, 0, 0, 0,
        ];
        Assert.Equal(expected, Pack(new WeightBlocks(2, 4), rows, new Shape(3, 5)));
    }

    /// <summary>Two taps of three channels, in blocks of 4 channels and 2 taps.</summary>
    [Fact]
    public void TheLastAxisMayBeTheChannels() => Assert.Equal(
        [1, 4, 2, 5, 3, 6, 0, 0], Pack(new WeightBlocks(4, 2, 3), [1, 2, 3, 4, 5, 6], new Shape(1, 1, 2, 3)));

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(8, 4, 0)]
    [InlineData(4, 16, 0)]
    [InlineData(8, 16, 0)]
    [InlineData(5, 7, 0)]
    [InlineData(16, 3, 3)]
    public void UnpackingGivesWhatWasPackedAndSumsAgree(int blockChannels, int blockDepth, int axis)
    {
        var blocks = new WeightBlocks(blockChannels, blockDepth, axis);
        var shape = new Shape(7, 3, 2, 5);
        var rows = new sbyte[shape.ElementCount];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = (sbyte)((i * 37) - 128);
        }

        var packed = Pack(blocks, rows, shape);
        var back = new sbyte[rows.Length];
        fixed (sbyte* source = packed, target = back)
        {
            blocks.Unpack(source, shape, target);
            Assert.True(blocks.IsFilledWithZeros(source, shape));
            for (var channel = 0; channel < shape[axis]; channel++)
            {
                var sum = Enumerable.Range(0, rows.Length).Where(i => (axis == 0 ? i / 30 : i % 5) == channel).Sum(i => rows[i]);
                Assert.Equal(sum, blocks.SumOf(source, channel, blocks.DepthOf(shape)));
            }
        }

        Assert.Equal(rows, back);
    }

    [Fact]
    public void AFileInBlocksIsReadRowMajor()
    {
        using var model = ModelFile.FromBytes(Blocked());
        Assert.Equal((6, 32), (model.Tensors[SampleModel.PerChannel].ByteLength, model.Tensors[SampleModel.PerChannel].StoredBytes));
        Assert.Equal(new WeightBlocks(8, 4), model.Tensors[SampleModel.PerChannel].Blocks);
        Assert.Equal([1, 2, 3, 4, 5, 6], model.ConstantBytes(SampleModel.PerChannel));
        Assert.Equal([1, 2, 3, 0, 4, 5, 6, 0], new ReadOnlySpan<byte>(model.ConstantData(SampleModel.PerChannel), 8).ToArray());
    }

    [Theory]
    [InlineData(78, 1, FaultKind.WeightsCoverage)]
    [InlineData(78, 2, FaultKind.WeightOrder)]
    [InlineData(76, 0, FaultKind.WeightOrder)]
    [InlineData(76, 16, FaultKind.TensorOffset)]
    [InlineData(77, 0, FaultKind.WeightOrder)]
    [InlineData(3, 0, FaultKind.WeightOrder)]
    public void AnOrderThatDoesNotFitIsRefused(int field, byte value, FaultKind kind)
    {
        var forgery = new Forgery(Blocked());
        forgery.Byte(forgery.Tensor(SampleModel.PerChannel, field), value);
        Assert.Equal(kind, Assert.Throws<ModelFormatException>(() => ModelFile.FromBytes(forgery.Sealed())).Kind);
    }

    [Fact]
    public void WhatFillsUpABlockMustBeZero()
    {
        var forgery = new Forgery(Blocked());
        forgery.Byte(forgery.Offset(SectionKind.Weights) + 64 + 3, 1);
        Assert.Equal(FaultKind.WeightsCoverage, Assert.Throws<ModelFormatException>(() => ModelFile.FromBytes(forgery.Sealed())).Kind);
    }

    private static byte[] Blocked()
    {
        var image = SampleModel.Image();
        var last = image.Tensors[SampleModel.PerChannel];
        return ModelWriter.Write(new ModelImage
        {
            Tensors = [.. image.Tensors.SkipLast(1), new ImageTensor { Name = last.Name, Info = last.Info, Data = last.Data, Blocks = new WeightBlocks(8, 4) }],
            Steps = image.Steps,
            Inputs = image.Inputs,
            Outputs = image.Outputs,
            ArenaBytes = image.ArenaBytes,
            Contract = image.Contract,
            SelfTest = image.SelfTest,
        });
    }

    private static sbyte[] Pack(WeightBlocks blocks, sbyte[] rows, Shape shape)
    {
        var packed = new sbyte[blocks.SizeBytes(shape)];
        fixed (sbyte* source = rows, target = packed)
        {
            blocks.Pack(source, shape, target);
        }

        return packed;
    }
}
