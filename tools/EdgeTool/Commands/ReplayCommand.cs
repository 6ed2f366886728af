using System.CommandLine;
using System.Diagnostics;
using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;

namespace EdgeTool;

/// <summary><c>replay</c>: a recording through a pipeline on the desk, faster than time.</summary>
internal sealed class ReplayCommand : Verb
{
    private readonly Argument<string> _pipeline = new("MODEL_OR_PIPELINE")
    {
        Description = "A service's pipeline file (.json), or a packed .edge, .tflite or .onnx model alone.",
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "The recording: .wav, .csv or .npy (frames, channels).",
        HelpName = "REC",
        Required = true,
    };

    private readonly Option<string> _model = new("--model") { Description = "Model instead of the one that the pipeline file names.", HelpName = "M" };
    private readonly Option<double> _rate = new("--rate") { Description = "Frames per second, where the recording does not say.", HelpName = "HZ" };
    private readonly Option<bool> _resample = new("--resample") { Description = "Bring a recording of another rate to the pipeline's." };
    private readonly Option<int?> _hop = new("--hop")
    {
        Description = "Frames from one window to the next, instead of the pipeline's trigger; a whole window for a model alone.",
        HelpName = "N",
    };

    private readonly Option<string> _when = new("--when")
    {
        Description = "Print changes of what is present, or every inference; as the pipeline's JSON lines when left out.",
    };

    private readonly SourceOptions _sourceOptions = new();

    public ReplayCommand()
        : base("replay", "Plays a recording through a pipeline on the desk, faster than time: the decisions that the board would print, as JSON lines.",
            "edgetool replay pipeline.json --data night.wav > decisions.jsonl")
    {
        _when.AcceptOnlyFromAmong("change", "every");
        Add(_pipeline);
        Add(_data);
        Add(_model);
        Add(_rate);
        Add(_resample);
        Add(_hop);
        Add(_when);
        _sourceOptions.AddTo(this);
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        if (arguments.GetValue(_hop) is < 1 || arguments.GetValue(_rate) < 0)
        {
            throw ToolException.Usage("--hop takes a number from 1, --rate one above 0.");
        }

        var replay = Open(arguments);
        var time = new ReplayTime();
        using var runner = replay.Build(terminal, time);
        var begin = Stopwatch.GetTimestamp();
        Play(runner, time, terminal);
        var (counters, seconds) = (runner.Counters, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        terminal.Error.WriteLine(
            $"{counters.Frames} frames, {time.GetTimestamp() / 1e9:F1} s of time in {seconds:F2} s: {counters.Triggers} triggers ({counters.SkippedTriggers} skipped), {counters.Inferences} inferences, {counters.Decisions} decisions");
        return ExitCode.Done;
    }

    private PipelineReplay Open(ParseResult arguments)
    {
        var path = arguments.GetRequiredValue(_pipeline);
        OpenedModel.RequireFile(path);
        var isFile = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        var json = isFile ? File.ReadAllText(path) : PipelineReplay.ForModel(path);
        var settings = ReplaySettings.Of(path, json);
        var modelPath = arguments.GetValue(_model) ?? (isFile ? null : path);
        var model = modelPath is null ? null : OpenedModel.Load(modelPath, 1, _sourceOptions.Of(arguments));
        var contract = model?.Model.Contract ?? (File.Exists(settings.ModelFile) ? OpenedModel.Open(settings.ModelFile).Contract : null);
        var wantedHz = settings.SampleRateHz > 0 || contract is null ? settings.SampleRateHz : PreprocessStages.SampleRateOf(contract.Preprocess);
        return new PipelineReplay(
            path,
            json,
            settings,
            ReplayedRecording.Load(
                arguments.GetRequiredValue(_data), settings.Columns, arguments.GetValue(_rate), wantedHz, arguments.GetValue(_resample)))
        {
            Model = model,
            HopFrames = arguments.GetValue(_hop),
            PrintsEvery = arguments.GetValue(_when) is { } when ? when == "every" : settings.PrintsEvery || !isFile,
        };
    }

    private static void Play(PipelineRunner runner, ReplayTime time, Terminal terminal)
    {
        var frames = ((ReplaySensor)runner.Parts.Sensor).FrameCount;
        using var progress = terminal.Progress("replaying", frames);
        while (!runner.IsEnded)
        {
            time.Pass(runner.Turn());
            progress.Report((int)Math.Min(frames, runner.Counters.Frames));
        }
    }
}
