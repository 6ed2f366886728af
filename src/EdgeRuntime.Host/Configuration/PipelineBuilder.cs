using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>Builds a pipeline from its settings, part by part and in the order of the path, noting every mistake on the way.</summary>
internal sealed class PipelineBuilder(ConfigNode root, string baseDirectory, PipelineEnvironment environment)
{
    private readonly List<IDisposable> _made = [];

    /// <summary>The pipeline; null when a part could not be made, which is noted in the settings.</summary>
    public PipelineRunner? Build()
    {
        var context = new DeviceContext
        {
            Pipeline = root.Text("name"),
            BaseDirectory = baseDirectory,
            Log = environment.Log,
            OpenGpio = environment.OpenGpio,
            OpenStandardOutput = environment.OpenStandardOutput,
        };
        var model = Made(ModelSettings.Load(root.Section("model"), context));
        var scorer = model?.Model;
        CheckPreprocess(scorer);
        var sensor = Made(Device(root.Section("sensor"), context, DeviceFactory.CreateSensor));

        var placement = RealtimeSettings.Read(root);
        var overrun = OverrunSettings.Read(root.Section("overrun", required: false), context, scorer);
        _ = Made(overrun.SmallerScorer);
        var deadlineMs = root.Number("deadlineMs", 0, 86_400_000, 0);

        var windowFrames = WindowFrames(scorer, sensor);
        context = context with { WindowFrames = windowFrames, Labels = scorer?.Labels ?? [], Overrun = overrun.Policy };
        context = context with { Wake = Made<IWake>(new KernelWake())!, PlaceThread = () => ThreadScheduler.PlaceAhead(placement) };
        var triggerSettings = root.Section("trigger");
        var framesAfterTrigger = triggerSettings.Integer("framesAfter", 0, windowFrames > 0 ? windowFrames : int.MaxValue, 0);
        var trigger = Made(Device(triggerSettings, context, DeviceFactory.CreateTrigger));
        var decision = DecisionSettings.Read(root.Section("decision", required: false), scorer);
        var actuators = root.Sections("actuators").Select(settings => Actuator(settings, context)).ToArray();
        var samples = Made(SampleSettings.Read(root, context, sensor?.Channels ?? 0));
        root.Finish();

        if (model is null || sensor is null || trigger is null || windowFrames == 0 || !overrun.IsRight || Array.IndexOf(actuators, null) >= 0)
        {
            _made.ForEach(part => part.Dispose());
            return null;
        }

        return new PipelineRunner(new PipelineParts
        {
            Name = context.Pipeline,
            Sensor = ThreadedSensor.Of(sensor, context),
            Trigger = trigger,
            Scorer = model.Scorer,
            Decision = decision,
            Actuators = actuators!,
            FramesAfterTrigger = framesAfterTrigger,
            Log = environment.Log,
            Clock = context.Clock,
            Wake = context.Wake,
            Overrun = overrun.Policy,
            SmallerScorer = overrun.SmallerScorer,
            DeadlineNs = (long)(deadlineMs * 1e6),
            Placement = placement,
            Samples = samples,
        });
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

        if (scorer.ElementCount % sensor.Channels != 0)
        {
            root.Refuse("sensor", $"{sensor.Channels} channels", $"a number of channels that divides the model's {scorer.ElementCount} inputs");
            return 0;
        }

        return scorer.ElementCount / sensor.Channels;
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
