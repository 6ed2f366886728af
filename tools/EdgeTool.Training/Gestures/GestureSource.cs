using System.Text;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Training;

/// <summary>Simulated gestures as a recipe's data: wearers to learn from, wearers that decide, and wearers that nothing was learned from.</summary>
public sealed record GestureSource
{
    private const int RecordingSeconds = 60;

    public required int TrainingWearers { get; init; }

    public required int ValidationWearers { get; init; }

    public required int TestWearers { get; init; }

    /// <summary>Windows of each gesture by each wearer.</summary>
    public required int WindowsPerGesture { get; init; }

    /// <summary>File of a minute of one more wearer's frames, labelled, as CSV; none when left out.</summary>
    public string? Recording { get; init; }

    /// <summary>File of some test windows, as CSV; none when left out.</summary>
    public string? Windows { get; init; }

    /// <summary>How many.</summary>
    public int WindowCount { get; init; } = 100;

    /// <summary>Simulates all of them: the same seed, the same numbers on every machine.</summary>
    /// <exception cref="DatasetException">The model does not take windows of 64 frames of 6 channels.</exception>
    public RecipeData Simulate(Graph graph, int seed)
    {
        var random = new SplitMix((ulong)seed);
        var training = Simulated(TrainingWearers);
        var validation = Simulated(ValidationWearers);
        var test = Simulated(TestWearers);
        var files = new Dictionary<string, byte[]>();
        if (Recording is { } recording)
        {
            files.Add(recording, Encoding.ASCII.GetBytes(GestureStream.Simulate(RecordingSeconds, random.Branch())));
        }

        if (Windows is { } table)
        {
            files.Add(table, Encoding.ASCII.GetBytes(GestureStream.Table(test, WindowCount)));
        }

        return new RecipeData(Read(training), Read(validation), Read(test)) { Files = files };

        GestureWindows Simulated(int wearers) => GestureWindows.Simulate(wearers, WindowsPerGesture, random.Branch());

        TrainingData Read(GestureWindows windows) =>
            TrainingData.Read(graph, new GestureDataset(windows) { Path = "simulated gestures", Description = new DatasetDescription() });
    }
}
