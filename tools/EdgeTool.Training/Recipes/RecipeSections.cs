using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Training;

/// <summary>Parts of a recipe, read out of JSON.</summary>
internal static class RecipeSections
{
    private static readonly JsonSerializerOptions DescriptionForm = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    public static RecipeDataSource Data(ConfigNode node, string folder)
    {
        if (node.Has("gestures"))
        {
            var simulated = new RecipeDataSource { Path = "", Gestures = Simulated(node.Section("gestures"), folder) };
            node.Finish();
            return simulated;
        }

        var source = new RecipeDataSource
        {
            Path = Located(node.Text("path"), folder),
            TestPath = node.Has("test") ? Located(node.Text("test"), folder) : null,
            TestNames = node.Has("testNames") ? Pattern(node, "testNames") : null,
            TestShare = node.Number("testShare", 0, 0.9, 0),
            ValidationShare = node.Number("validation", 0, 0.9, 0.1),
            Labelled = node.Has("labelled") ? node.Integer("labelled", 1, int.MaxValue) : null,
            Description = node.Value("description") is { } description ? Description(node, description) : null,
        };
        if ((source.TestPath is null ? 0 : 1) + (source.TestNames is null ? 0 : 1) + (source.TestShare > 0 ? 1 : 0) > 1)
        {
            node.Refuse("test", "more than one part to judge by", "one of test, testNames and testShare");
        }

        node.Finish();
        return source;
    }

    private static GestureSource Simulated(ConfigNode node, string folder)
    {
        var source = new GestureSource
        {
            TrainingWearers = node.Integer("trainingWearers", 1, 1000),
            ValidationWearers = node.Integer("validationWearers", 1, 1000),
            TestWearers = node.Integer("testWearers", 1, 1000),
            WindowsPerGesture = node.Integer("windowsPerGesture", 1, 1000),
            Recording = node.Has("recording") ? Located(node.Text("recording"), folder) : null,
            Windows = node.Has("windows") ? Located(node.Text("windows"), folder) : null,
            WindowCount = node.Integer("windowCount", 1, 100_000, 100),
        };
        node.Finish();
        return source;
    }

    /// <summary>What a pipeline decides by when its own file says nothing; null when left out.</summary>
    public static DecisionDefaults? Decision(ConfigNode root)
    {
        if (!root.Has("decision"))
        {
            return null;
        }

        var node = root.Section("decision");
        var decision = new DecisionDefaults
        {
            Threshold = node.Number("threshold", -1e9, 1e9, 0.5),
            Hysteresis = node.Number("hysteresis", 0, 1e9, 0.1),
            Debounce = node.Integer("debounce", 1, 1000, 1),
        };
        node.Finish();
        return decision;
    }

    public static RecipeNet Net(ConfigNode node, string folder)
    {
        var isFile = node.Has("source");
        var net = new RecipeNet
        {
            Source = isFile ? Located(node.Text("source"), folder) : null,
            Zoo = isFile ? null : node.Choice("zoo", [.. NetZoo.Names]),
            Input = isFile ? [] : Numbers(node, "input"),
            Outputs = isFile ? 0 : node.Integer("outputs", 1, 1 << 16),
            Labels = node.Texts("labels") ?? [],
            Width = node.Number("width", 0.01, 16, 1),
            Depth = node.Integer("depth", -64, 64, 0),
        };
        node.Finish();
        return net;
    }

    internal static TrainingOptions Options(ConfigNode node) => new()
    {
        Epochs = node.Integer("epochs", 1, 100_000, 10),
        Batch = node.Integer("batch", 1, 1 << 20, 64),
        Optimizer = node.Choice("optimizer", ["adam", "sgd"], "adam") == "sgd" ? OptimizerKind.Sgd : OptimizerKind.Adam,
        LearningRate = node.Number("learningRate", 1e-9, 100, 1e-3),
        Schedule = Enum.Parse<RateSchedule>(node.Choice("schedule", ["cosine", "linear", "constant", "step"], "cosine"), ignoreCase: true),
        WeightDecay = node.Number("weightDecay", 0, 1, 0),
        Momentum = node.Number("momentum", 0, 1, 0.9),
        ClipNorm = node.Number("clipNorm", 0, 1e9, 0),
        LabelSmoothing = node.Number("labelSmoothing", 0, 0.999, 0),
        Mixup = node.Number("mixup", 0, 1, 0),
        Patience = node.Integer("patience", 0, 100_000, 0),
        Task = Enum.Parse<TrainingTask>(node.Choice("task", ["classify", "regress", "reconstruct"], "classify"), ignoreCase: true),
        Augmentations = node.Has("augment") ? [.. node.Sections("augment").Select(Augmentation)] : [],
    };

    private static Augmentation Augmentation(ConfigNode node)
    {
        Augmentation augmentation = node.Choice("kind", ["shift", "noise", "gain", "flip", "timeMask", "bandMask", "stretch", "rotate"]) switch
        {
            "shift" => new ShiftAugmentation(node.Integer("rows", 0, 1 << 16, 0), node.Integer("columns", 0, 1 << 16, 0), node.Choice("fill", ["zero", "edge"], "zero") == "edge"),
            "gain" => new GainAugmentation(node.Number("range", 0, 1)),
            "flip" => new FlipAugmentation(),
            "bandMask" => new BandMaskAugmentation(node.Integer("widest", 1, 1 << 16)),
            "rotate" => new RotateAugmentation(node.Number("degrees", 0, 180)),
            "stretch" => new StretchAugmentation(node.Number("range", 0, 0.9)),
            "timeMask" => new TimeMaskAugmentation(node.Integer("longest", 1, 1 << 16)),
            _ => new NoiseAugmentation(node.Number("deviation", 0, 1e9)),
        };
        node.Finish();
        return augmentation;
    }

    internal static string Located(string path, string folder) => path.Length == 0 ? path : Path.GetFullPath(path, folder);

    private static Regex Pattern(ConfigNode node, string name)
    {
        try
        {
            return new Regex(node.Text(name), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException e)
        {
            node.Refuse(name, node.Text(name), $"a regular expression ({e.Message})");
            return new Regex("");
        }
    }

    private static int[] Numbers(ConfigNode node, string name)
    {
        if (node.Value(name) is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().All(n => n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out var d) && d is >= 1 and <= Shape.MaxDimension)
            && list.GetArrayLength() is >= 2 and <= 4 && list[0].GetInt32() == 1)
        {
            return [.. list.EnumerateArray().Select(n => n.GetInt32())];
        }

        node.Refuse(name, node.Value(name)?.GetRawText() ?? "nothing", "a shape of two to four dimensions, the first of them 1, such as [1, 28, 28, 1]");
        return [];
    }

    private static DatasetDescription? Description(ConfigNode node, JsonElement element)
    {
        try
        {
            return element.Deserialize<DatasetDescription>(DescriptionForm);
        }
        catch (JsonException e)
        {
            node.Refuse("description", e.Path ?? "", $"the members of a {DatasetDescription.FileName} ({e.Message})");
            return null;
        }
    }
}
