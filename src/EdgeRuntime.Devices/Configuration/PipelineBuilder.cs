using System.Globalization;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Builds a pipeline from its settings, part by part and in the order of the path, noting every mistake on the way.</summary>
internal sealed class PipelineBuilder(ConfigNode root, string baseDirectory, PipelineEnvironment environment)
{
    /// <summary>How far a sensor's clock may be off.</summary>
    private const double RateTolerance = 0.02;

    private readonly List<IDisposable> _made = [];

    /// <summary>The pipeline; null when a part could not be made, which is noted in the settings.</summary>
    public PipelineRunner? Build()
    {
        var (name, placement) = (root.Text("name"), RealtimeSettings.Read(root));
        var context = new DeviceContext
        {
            Pipeline = name,
            BaseDirectory = baseDirectory,
            Log = environment.Log,
            OpenGpio = environment.OpenGpio,
            OpenStandardOutput = environment.OpenStandardOutput,
            Clock = environment.Clock,
            Wake = Made<IWake>(new KernelWake())!,
            PlaceThread = () => environment.PlaceAhead(placement),
        };
        var parts = root.Has("rule") ? RuleParts(context) : ModelParts(context);
        root.Finish();
        if (parts is null)
        {
            _made.ForEach(part => part.Dispose());
            return null;
        }

        return new PipelineRunner(parts with { Placement = placement });
    }

    private PipelineParts? ModelParts(DeviceContext context)
    {
        var score = DecisionSettings.ScoreOf(root);
        var model = Made(StandIn("model", environment.StandIns.Model, score)
            ?? ModelSettings.Load(root.Section("model"), context, score, environment.LoadNamed));
        var scorer = model?.Model;
        CheckPreprocess(scorer);
        long? stuckAfterNs = null;
        var sensor = Made(StandIn("sensor", environment.StandIns.Sensor, context)
            ?? Device(root.Section("sensor"), context, (settings, device) =>
            {
                var made = DeviceFactory.CreateSensor(settings, device);
                stuckAfterNs = StuckSettings.Read(settings, made);
                return made;
            }));

        var overrun = OverrunSettings.Read(root.Section("overrun", required: false), context, scorer);
        _ = Made(overrun.SmallerScorer);
        var deadlineMs = root.Number("deadlineMs", 0, 86_400_000, 0);

        var gaps = GapSettings.Read(root.Section("gaps", required: false));
        var windowFrames = WindowFrames(scorer, sensor);
        context = context with
        {
            WindowFrames = windowFrames,
            WindowChannels = windowFrames > 0 ? scorer!.ElementCount / windowFrames : 1,
            Labels = scorer?.Labels ?? [],
            Overrun = overrun.Policy,
        };
        var triggerSettings = root.Section("trigger", required: environment.StandIns.Trigger is null);
        var framesAfterTrigger = triggerSettings.Integer("framesAfter", 0, windowFrames > 0 ? windowFrames : int.MaxValue, 0);
        var trigger = Made(StandIn("trigger", environment.StandIns.Trigger, context)
            ?? Device(triggerSettings, context, DeviceFactory.CreateTrigger));
        var decisionSettings = root.Section("decision", required: false);
        var baseline = BaselineSection.Read(decisionSettings, scorer, context, keepsFile: environment.StandIns.Sensor is null);
        _ = Made(baseline?.File);
        var decision = DecisionSettings.Read(decisionSettings, scorer, baseline?.Baseline);
        var actuators = Actuators(context);
        var samples = Made(KeepsFiles("samples") ? SampleSettings.Read(root, context, sensor?.Channels ?? 0) : null);
        if (samples is not null && scorer?.Stream is not null)
        {
            root.Refuse("samples", "a section", "none for a model whose preprocessing works over the stream, whose windows are no samples any more");
        }

        if (model is null || sensor is null || trigger is null || windowFrames == 0 || !overrun.IsRight || actuators is null)
        {
            return null;
        }

        return new PipelineParts
        {
            Name = context.Pipeline,
            Sensor = ThreadedSensor.Of(sensor, context, stuckAfterNs),
            Trigger = trigger,
            Scorer = model.Scorer,
            Decision = decision,
            Actuators = actuators,
            FramesAfterTrigger = framesAfterTrigger,
            Gaps = gaps,
            Log = environment.Log,
            Clock = context.Clock,
            Wake = context.Wake,
            Overrun = overrun.Policy,
            SmallerScorer = overrun.SmallerScorer,
            DeadlineNs = (long)(deadlineMs * 1e6),
            Background = baseline?.File,
            Samples = samples,
        };
    }

    private PipelineParts? RuleParts(DeviceContext context)
    {
        var rule = RuleSettings.Read(root.Section("rule"), context);
        _ = Made(rule?.Sensor);
        context = context with { WindowFrames = 1, WindowChannels = rule?.Sensor.Channels ?? 1, Labels = rule?.Scorer.Labels ?? [] };
        var actuators = Actuators(context);
        return rule is null || actuators is null ? null : new PipelineParts
        {
            Name = context.Pipeline,
            Sensor = rule.Sensor,
            Trigger = new SamplesTrigger(windowFrames: 1, hopFrames: 1, context.HealthOf("rule")),
            Scorer = rule.Scorer,
            Decision = new DecisionRule { Hysteresis = 0 },
            Actuators = actuators,
            Log = environment.Log,
            Clock = context.Clock,
            Wake = context.Wake,
        };
    }

    /// <summary>Preprocessing travels with the weights; a file that states it, too, may not say anything else.</summary>
    private void CheckPreprocess(ModelScorer? scorer)
    {
        if (PreprocessSection.Read(root) is { } stages && scorer is not null
            && !PreprocessSection.AreSame(stages, scorer.Interpreter.Model.Contract.Preprocess))
        {
            root.Refuse("preprocess", "other stages than the packed model's", "the model's own, or none: edgetool pack --pipeline stores this file's in the model");
        }
    }

    private int WindowFrames(ModelScorer? scorer, ISensor? sensor)
    {
        if (scorer is null || sensor is null)
        {
            return 0;
        }

        var channels = scorer.Stream?.OutputChannels ?? sensor.Channels;
        if (scorer.Stream is { } stream && stream.InputChannels != sensor.Channels)
        {
            root.Refuse("sensor", $"{sensor.Channels} channels", $"{stream.InputChannels}, which the model's preprocessing takes");
            return 0;
        }

        var rateHz = PreprocessStages.SampleRateOf(scorer.Interpreter.Model.Contract.Preprocess);
        if (rateHz > 0 && Math.Abs(sensor.SampleRateHz - rateHz) > RateTolerance * rateHz)
        {
            root.Refuse(
                "sensor",
                string.Create(CultureInfo.InvariantCulture, $"{sensor.SampleRateHz} frames per second"),
                string.Create(CultureInfo.InvariantCulture, $"{rateHz}, which the model's preprocessing takes; a stage 'resample' packed in front of it takes another rate"));
            return 0;
        }

        if (scorer.ElementCount % channels != 0)
        {
            root.Refuse("sensor", $"{channels} channels", $"a number of channels that divides the model's {scorer.ElementCount} inputs");
            return 0;
        }

        return scorer.ElementCount / channels;
    }

    /// <summary>All of them; null when one could not be made.</summary>
    private IReadOnlyList<ActuatorBinding>? Actuators(DeviceContext context)
    {
        var made = StandIn("actuators", environment.StandIns.Actuators, context)
            ?? root.Sections("actuators").Select(settings => Actuator(settings, context)).ToArray();
        return made.Contains(null) ? null : [.. made.OfType<ActuatorBinding>()];
    }

    private ActuatorBinding? Actuator(ConfigNode settings, DeviceContext context)
    {
        // Without a model there are no labels to check against; the model's own mistake is noted already.
        var names = context.Labels.Count > 0 ? settings.Names("labels", context.Labels) : settings.Texts("labels");
        var every = settings.Choice("when", ["change", "every"], "change") == "every";
        var actuator = Made(Device(settings, context, DeviceFactory.CreateActuator));
        var classes = names is null ? null : context.Labels.Select(names.Contains).ToArray();
        return actuator is null ? null : new ActuatorBinding(actuator, classes, every);
    }

    /// <summary>Whether what the pipeline senses is the board's, to be kept there; a recording on a desk leaves no trace.</summary>
    private bool KeepsFiles(string section) => environment.StandIns.Sensor is null || !root.Has(section);

    /// <summary>What takes the place of a section's part, whatever that says; null when nothing does.</summary>
    private T? StandIn<TGiven, T>(string section, Func<TGiven, T>? make, TGiven given) where T : class
    {
        if (make is null)
        {
            return null;
        }

        _ = root.Has(section);
        return make(given);
    }

    private static T? Device<T>(ConfigNode settings, DeviceContext context, CreateDevice<T> create) where T : class, IDevice
    {
        var device = create(settings, context);
        if (device is not null)
        {
            settings.Finish();
        }

        return device;
    }

    private T? Made<T>(T? part) where T : class, IDisposable
    {
        if (part is not null)
        {
            _made.Add(part);
        }

        return part;
    }
}
