using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeTool.Training;

/// <summary>Everything that decides the demo model's bytes, as a JSON file. Files are named relative to the recipe's folder.</summary>
public sealed record GestureRecipe
{
    /// <summary>Whether a file is such a recipe, which has a <c>task</c> and no stages.</summary>
    public static bool Recognizes(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("task", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Always <c>gestures</c>.</summary>
    public required string Task { get; init; }

    /// <summary>Seed of all random numbers.</summary>
    public required int Seed { get; init; }

    public required int TrainingWearers { get; init; }

    public required int ValidationWearers { get; init; }

    public required int HeldOutWearers { get; init; }

    /// <summary>Windows of each gesture by each wearer.</summary>
    public required int WindowsPerGesture { get; init; }

    /// <summary>Output channels of the two convolutions.</summary>
    public required int[] Filters { get; init; }

    public required int Epochs { get; init; }

    public required int Batch { get; init; }

    /// <summary>Of the first step; falls linearly to 0.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Least top-1 of the int8 model on held-out wearers; below it nothing is written.</summary>
    public required double MinimumAccuracy { get; init; }

    /// <summary>The model.</summary>
    public required string Output { get; init; }

    /// <summary>A minute of labelled sensor frames, as CSV.</summary>
    public required string Recording { get; init; }

    /// <summary>Held-out windows for <c>edgetool evaluate</c>, as CSV.</summary>
    public required string HeldOutData { get; init; }

    /// <summary>How many windows of them.</summary>
    public required int HeldOutDataWindows { get; init; }

    /// <exception cref="RecipeException">It is no valid recipe: the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static GestureRecipe Read(string path)
    {
        try
        {
            var recipe = JsonSerializer.Deserialize<GestureRecipe>(File.ReadAllText(path), Options)
                ?? throw new RecipeException($"{path} holds no recipe.");
            return recipe.Checked(path);
        }
        catch (JsonException e)
        {
            throw new RecipeException($"{path}, {e.Path ?? "$"}: {e.Message}", e);
        }
    }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private GestureRecipe Checked(string path)
    {
        (bool Holds, string Rule)[] rules =
        [
            (Task == "gestures", $"task must be 'gestures', not '{Task}'"),
            (TrainingWearers is >= 1 and <= 1000, "trainingWearers must be 1..1000"),
            (ValidationWearers is >= 1 and <= 1000, "validationWearers must be 1..1000"),
            (HeldOutWearers is >= 1 and <= 1000, "heldOutWearers must be 1..1000"),
            (WindowsPerGesture is >= 1 and <= 1000, "windowsPerGesture must be 1..1000"),
            (Filters is [>= 1 and <= 256, >= 1 and <= 256], "filters must be two numbers from 1 to 256"),
            (Epochs is >= 1 and <= 1000, "epochs must be 1..1000"),
            (Batch is >= 1 and <= 4096, "batch must be 1..4096"),
            (LearningRate is > 0 and <= 1, "learningRate must be above 0 and at most 1"),
            (MinimumAccuracy is >= 0 and <= 1, "minimumAccuracy must be 0..1"),
            (HeldOutDataWindows is >= 0 and <= 100_000, "heldOutDataWindows must be 0..100000"),
        ];
        foreach (var (holds, rule) in rules)
        {
            if (!holds)
            {
                throw new RecipeException($"{path}: {rule}.");
            }
        }

        return this;
    }
}
