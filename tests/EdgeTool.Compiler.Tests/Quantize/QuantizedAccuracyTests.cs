using EdgeTool.Compiler.Quantization;
using TestKit;

namespace EdgeTool.Compiler.Tests.Quantization;

/// <summary>What public float models keep, against what other tools reach on the same data.</summary>
[Trait("Category", "Slow")]
public class QuantizedAccuracyTests
{
    /// <summary>What <c>pack --calibration</c> does.</summary>
    private static readonly QuantizerOptions Default = new() { AdaRound = true, BiasCorrect = true, WideHead = true };

    /// <summary>ONNX Runtime's best: agreement 99.1 %, 31.2 dB; the model's official int8 file 98.9 %, 29.0 dB.</summary>
    [SharedFact]
    public void KeywordSpottingPassesItsPeers()
    {
        var graph = SharedNets.Kws();
        var meter = new DamageMeter(graph, SharedNets.Kws01(graph, int.MaxValue));
        var damage = meter.Measure(Quantizer.Plan(graph, SharedNets.Kws01(graph, 100), Default));
        Assert.True(damage.Agreement >= 0.990 && damage.SqnrDb >= 31 && damage.Drop(meter.Reference) <= 0.005, $"{damage}, float {meter.Reference.Top1}");
    }

    /// <summary>ONNX Runtime's best: agreement 98.3 %, 33.6 dB; the model's official int8 file 95.4 %, 26.3 dB.</summary>
    [SharedFact]
    public void ImageClassificationPassesItsPeers()
    {
        var graph = SharedNets.Resnet();
        var (cifar, ic01) = (new DamageMeter(graph, SharedNets.CifarTest(graph, 1000)), new DamageMeter(graph, SharedNets.Ic01(graph)));
        var plan = Quantizer.Plan(graph, SharedNets.CifarTrain(graph, 100), Default);
        var (onCifar, onIc01) = (cifar.Measure(plan), ic01.Measure(plan));
        var agreement = ((onCifar.Agreement * onCifar.Samples) + (onIc01.Agreement * onIc01.Samples)) / (onCifar.Samples + onIc01.Samples);
        Assert.True(agreement >= 0.983 && onCifar.SqnrDb >= 33.5 && onIc01.SqnrDb >= 33.5, $"{agreement}, {onCifar}, {onIc01}");
        Assert.True(onCifar.Drop(cifar.Reference) <= 0.005, $"{onCifar}, float {cifar.Reference.Top1}");
    }
}
