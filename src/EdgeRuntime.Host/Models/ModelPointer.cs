using System.Text.Json;

namespace EdgeRuntime.Host;

/// <summary>Which of the stored models a name stands for. Models are called by their content hash, 64 hexadecimal digits.</summary>
/// <param name="Active">The model in use.</param>
/// <param name="Good">The last one that proved itself; null before the first did. The same as <paramref name="Active"/> once that has.</param>
/// <param name="Previous">The one that was good before; null when there was none.</param>
/// <param name="StartsLeft">How often the service may still start with an active model that has not proved itself.</param>
internal sealed record ModelPointer(string Active, string? Good, string? Previous, int StartsLeft)
{
    /// <summary>Starts that a new model gets: after the third crash the good one is back.</summary>
    public const int Starts = 3;

    public bool IsProved => Active == Good;

    /// <summary>The pointer once <paramref name="model"/> is made active.</summary>
    public static ModelPointer Activated(ModelPointer? before, string model) => before is null
        ? new ModelPointer(model, null, null, Starts)
        : before with { Active = model, StartsLeft = Starts };

    /// <summary>The active model ran well for long enough.</summary>
    public ModelPointer Confirmed() => IsProved ? this : new ModelPointer(Active, Active, Good, Starts);

    /// <summary>Back to the good model; from a good one to the one before it. Null when there is none to go back to.</summary>
    public ModelPointer? RolledBack() => (IsProved, Good, Previous) switch
    {
        (false, { } good, _) => this with { Active = good, StartsLeft = Starts },
        (true, _, { } previous) => new ModelPointer(previous, previous, null, Starts),
        _ => null,
    };

    public byte[] ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("active", Active);
            json.WriteString("good", Good);
            json.WriteString("previous", Previous);
            json.WriteNumber("startsLeft", StartsLeft);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <exception cref="IOException">It is damaged.</exception>
    public static ModelPointer FromJson(ReadOnlyMemory<byte> bytes, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            return new ModelPointer(
                Hash(root.GetProperty("active").GetString()) ?? throw new JsonException("no active model"),
                Hash(root.GetProperty("good").GetString()),
                Hash(root.GetProperty("previous").GetString()),
                root.GetProperty("startsLeft").GetInt32());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new IOException($"'{path}' is damaged ({e.Message}): activate the model again", e);
        }
    }

    private static string? Hash(string? text) => text is null || ModelStore.IsHash(text) ? text : throw new JsonException($"'{text}' is no content hash");
}
