using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;
using TestKit;

namespace EdgeTool.Tests.Datasets;

/// <summary>Data of the outside world, cut into windows.</summary>
public class RealDataTests
{
    [SharedFact]
    public void SpokenDigitsAsTheyAre()
    {
        // LABEL_SPEAKER_NUMBER.wav, 8 kHz, most shorter than a second.
        var dataset = DatasetReader.Open(Shared.PathOf("data/fsdd/recordings"), new Shape(1, 8000), new DatasetDescription { LabelPattern = "^([0-9])_" });
        Assert.Contains("shorter than a window", dataset.Format, StringComparison.Ordinal);
        Assert.Equal(10, Enumerable.Range(0, dataset.Count).Select(i => dataset.Read(i).Label).Distinct().Count());
        Assert.Equal((8000, 8000), (dataset.Read(0).SampleRateHz, dataset.Read(0).Values.Length));
    }

    [SharedFact]
    public void MotionsOfAFolderPerClass()
    {
        var dataset = DatasetReader.Open(Shared.PathOf("data/hmp-accelerometer"), new Shape(1, 128, 3), new DatasetDescription { Hop = 64 });
        Assert.Equal(14, dataset.ClassNames.Count);
        Assert.Contains("Walk", dataset.ClassNames);
        var (first, second) = (dataset.Read(0), dataset.Read(1));
        Assert.Equal(first.Values[(64 * 3)..], second.Values[..(64 * 3)]);
    }
}
