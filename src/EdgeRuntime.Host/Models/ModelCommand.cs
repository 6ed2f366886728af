using System.Text.Json;

namespace EdgeRuntime.Host;

/// <summary>
/// A command from outside to the model store: <c>{"command": "activate", "model": "3f09"}</c>, with a hash or the beginning of one, or
/// <c>{"command": "rollback"}</c>. An <c>id</c> (text or number) comes back in the answer. Only models that are stored already can be
/// activated; whatever comes, the answer says what came of it.
/// </summary>
internal static class ModelCommand
{
    private const int LongestId = 128;

    private static readonly string[] Members = ["command", "model", "id"];

    /// <summary>Carries a command out.</summary>
    /// <param name="command">The JSON, from anybody.</param>
    /// <param name="store">What it is about.</param>
    /// <param name="name">The name whose model it changes.</param>
    /// <returns>JSON: <c>ok</c>, the active <c>model</c> or an <c>error</c>, and the command's <c>id</c>.</returns>
    public static byte[] Answer(byte[] command, ModelStore store, string name)
    {
        string? id = null;
        try
        {
            using var document = JsonDocument.Parse(command, new JsonDocumentOptions { MaxDepth = 4 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException("a command is a JSON object");
            }

            id = Id(root);
            if (root.EnumerateObject().FirstOrDefault(member => !Members.Contains(member.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
            {
                throw new JsonException($"'{unknown.Name}' is unknown; a command has {string.Join(", ", Members)}");
            }

            return Result(id, Carry(Text(root, "command"), root, store, name), null);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return Result(id, null, e.Message);
        }
    }

    private static string Carry(string command, JsonElement root, ModelStore store, string name)
    {
        switch (command)
        {
            case "activate":
                var hash = store.Complete(Text(root, "model"));
                store.Activate(name, hash);
                return hash;
            case "rollback":
                return store.Rollback(name) ?? throw new JsonException($"{name} has no earlier model to go back to");
            default:
                throw new JsonException($"command is '{command}'; commands: activate, rollback");
        }
    }

    private static string Text(JsonElement root, string member) =>
        root.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new JsonException($"{member} is missing, or no text");

    private static string? Id(JsonElement root)
    {
        if (!root.TryGetProperty("id", out var id))
        {
            return null;
        }

        var text = id.ValueKind switch
        {
            JsonValueKind.String => id.GetString()!,
            JsonValueKind.Number => id.GetRawText(),
            _ => throw new JsonException("id is no text or number"),
        };
        return text.Length <= LongestId ? text : throw new JsonException($"id has more than {LongestId} characters");
    }

    private static byte[] Result(string? id, string? model, string? error)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (id is not null)
            {
                json.WriteString("id", id);
            }

            json.WriteBoolean("ok", error is null);
            if (error is null)
            {
                json.WriteString("model", model);
            }
            else
            {
                json.WriteString("error", error);
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
