using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>What files cannot say of themselves: the optional <c>dataset.json</c> in the data's folder, or beside the data file.</summary>
public sealed record DatasetDescription
{
    public const string FileName = "dataset.json";

    /// <summary>Element type of raw files: <c>uint8</c>, <c>int8</c>, <c>int16</c>, <c>float32</c> ...</summary>
    public string? ElementType { get; init; }

    /// <summary>With <see cref="Offset"/>: real = scale * value + offset. Without both, see <see cref="InputEncoder"/>.</summary>
    public double? Scale { get; init; }

    public double? Offset { get; init; }

    /// <summary>CSV: header of the label's column, or its number from 0.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>Regular expression whose first group is the label in a file's name, e.g. <c>^([0-9]+)_</c>.</summary>
    public string? LabelPattern { get; init; }

    /// <summary>
    /// Recordings longer than the model's window: instants from the start of one window to that of the next (samples of sound, rows of a
    /// table). Without it windows follow each other.
    /// </summary>
    public int? Hop { get; init; }

    /// <summary>Class names in the order of the model's outputs.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Named parts of the data, each [first, end) of the examples in their order.</summary>
    public IReadOnlyDictionary<string, int[]> Split { get; init; } = new Dictionary<string, int[]>();

    /// <summary>Examples without a label are taken, as class -1: calibration asks for none. Said by the reader, not by the file.</summary>
    [JsonIgnore]
    public bool LabelsAreOptional { get; init; }

    /// <summary><see cref="ElementType"/> as a type; null when not given.</summary>
    /// <exception cref="DatasetException">No such type.</exception>
    public ElementType? ParsedElementType() => ElementType is null ? null
        : Enum.TryParse<ElementType>(ElementType, ignoreCase: true, out var type) && Enum.IsDefined(type) ? type
        : throw new DatasetException(
            $"There is no element type '{ElementType}'; use one of {string.Join(", ", Enum.GetNames<ElementType>()).ToLowerInvariant()}.");

    /// <summary>Reads the description that lies with the data; an empty one when there is none.</summary>
    /// <exception cref="DatasetException">It is no valid JSON of this form.</exception>
    public static DatasetDescription Beside(string dataPath)
    {
        var folder = Directory.Exists(dataPath) ? dataPath : Path.GetDirectoryName(Path.GetFullPath(dataPath))!;
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            return new DatasetDescription();
        }

        try
        {
            return JsonSerializer.Deserialize<DatasetDescription>(File.ReadAllText(file), Options)
                ?? throw new DatasetException($"{file} holds no object.");
        }
        catch (JsonException e)
        {
            throw new DatasetException($"{file}, {e.Path ?? "$"}: {e.Message}", e);
        }
    }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };
}
