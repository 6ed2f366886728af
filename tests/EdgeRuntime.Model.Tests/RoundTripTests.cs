using EdgeRuntime.Model;

namespace EdgeRuntime.Model.Tests;

public unsafe class RoundTripTests
{
    [Fact]
    public void WhatWasWrittenIsRead()
    {
        var image = SampleModel.Image();
        using var model = ModelFile.FromBytes(ModelWriter.Write(image));
        Assert.Equal(image.Inputs, model.Inputs.ToArray());
        Assert.Equal(image.Outputs, model.Outputs.ToArray());
        Assert.Equal(384, model.ArenaBytes);
        Assert.Equal(["x", "y", "z", "first", "v", "w", "q", "qOut", "perChannel"], Enumerable.Range(0, 9).Select(model.TensorName));
        Assert.Equal(["a", "b", "c", "d"], Enumerable.Range(0, 4).Select(model.StepName));
        for (var i = 0; i < image.Tensors.Count; i++)
        {
            var (expected, found) = (image.Tensors[i].Info, model.InfoOf(i));
            Assert.Equal((expected.Type, expected.Shape, expected.Kind, expected.Scale, expected.ZeroPoint), (found.Type, found.Shape, found.Kind, found.Scale, found.ZeroPoint));
            Assert.Equal(expected.ChannelScales.ToArray(), found.ChannelScales.ToArray());
        }

        Assert.Equal([1, 2, 3, 4, 5, 6], new ReadOnlySpan<byte>(model.ConstantData(SampleModel.PerChannel), 6).ToArray());
        Assert.Equal(0, (long)model.ConstantData(SampleModel.PerChannel) % 64);
        Assert.Equal(0.5f, model.ScalesOf(SampleModel.PerChannel)[1]);
        Assert.Equal([SampleModel.V], model.InputsOf(2).ToArray());
        Assert.Equal([SampleModel.W], model.OutputsOf(2).ToArray());
        Assert.Equal(1, model.SelfTestCount);
        Assert.Equal([3, 3, 3, 3], model.SelfTestOutput(0, 2).ToArray());
        Assert.Equal("zwei", model.Contract.Labels[1]);
    }

    [Fact]
    public void WritingIsDeterministic() => Assert.Equal(SampleModel.Bytes(), SampleModel.Bytes());

    [Fact]
    public void AFileNamedAfterItsHashIsMappedAndMustKeepItsName()
    {
        var folder = Directory.CreateTempSubdirectory("edge-model");
        try
        {
            var bytes = SampleModel.Bytes();
            using var copy = ModelFile.FromBytes(bytes);
            var path = Path.Combine(folder.FullName, copy.ContentHash + ".edge");
            File.WriteAllBytes(path, bytes);
            using (var mapped = ModelFile.Open(path))
            {
                Assert.Equal(copy.ContentHash, mapped.ContentHash);
                Assert.Equal(0, (long)mapped.ConstantData(SampleModel.First) % 64);
            }

            var wrong = Path.Combine(folder.FullName, new string('0', 64) + ".edge");
            File.Move(path, wrong);
            Assert.Equal(FaultKind.ContentHash, Assert.Throws<ModelFormatException>(() => ModelFile.Open(wrong)).Kind);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
