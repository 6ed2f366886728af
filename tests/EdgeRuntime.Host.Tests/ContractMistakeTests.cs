using EdgeRuntime.Model;

namespace EdgeRuntime.Host.Tests;

public class ContractMistakeTests
{
    [Fact]
    public void AnUnknownStageInTheModelIsRefusedBeforeAnythingRuns() => Refused(
        contract => contract.Preprocess.Add(new PreprocessStage { Kind = "standardise" }),
        "$.model.file: found 'tiny.edge': preprocess[0] 'standardise': unknown stage 'standardise'; allowed: scale, standardize, clip, normalize, resize, crop, channelOrder, grayscale, channelsFirst, detrend, fir, biquad, butterworth, resample, statistics, frames, window, spectrum, logMel, mfcc, noiseSuppression, pcen, microFrontend; did you mean 'standardize'?");

    [Fact]
    public void LabelsMustCountAsManyAsScores() => Refused(contract => contract.Labels.RemoveAt(0), "3 labels for 4 scores");

    private static void Refused(Action<ModelContract> change, string expected)
    {
        using var bench = new Workbench();
        TinyModel.Write(bench.Folder, change);
        var (code, _, error) = Workbench.Program("check", "--config", bench.PathOf("tiny.json"));
        Assert.Contains(expected, error);
        Assert.Equal(78, code);
    }
}
