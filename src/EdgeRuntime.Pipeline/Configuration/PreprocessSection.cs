using System.Text.Json;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// The <c>preprocess</c> list of a pipeline file: objects of a <c>kind</c>, and beside it each number (one, or a list with one per channel)
/// and each choice by its name. Numbers may also stand in an object <c>numbers</c>, choices in <c>options</c>, as in a packed model.
/// </summary>
public static class PreprocessSection
{
    /// <summary>Reads the list and notes its mistakes; null when it is left out. Names and ranges are checked by <see cref="Preprocessor"/>.</summary>
    public static IList<PreprocessStage>? Read(ConfigNode root)
    {
        const string name = "preprocess";
        if (root.Value(name) is not { } list)
        {
            return null;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            root.Refuse(name, list.ValueKind.ToString(), "a list of stages");
            return null;
        }

        return [.. list.EnumerateArray().Select((item, i) => Stage(root, $"{name}[{i}]", item))];
    }

    /// <summary>Whether two lists say the same, in the same order.</summary>
    public static bool AreSame(IList<PreprocessStage> a, IList<PreprocessStage> b) =>
        a.Count == b.Count && Text(a) == Text(b);

    /// <summary>The same text exactly for stages that do the same.</summary>
    internal static string Text(IEnumerable<PreprocessStage> stages) => string.Join('|', stages.Select(Text));

    private static string Text(PreprocessStage stage)
    {
        var numbers = stage.Numbers.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => $"{n.Key}={string.Join(';', n.Value.Select(v => v.ToString("R", null)))}");
        var options = (stage.Options ?? new Dictionary<string, string>()).OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}={o.Value}");
        return string.Join(',', [stage.Kind, .. numbers, .. options]);
    }

    private static PreprocessStage Stage(ConfigNode root, string path, JsonElement item)
    {
        var (numbers, options) = (new Dictionary<string, double[]>(), new Dictionary<string, string>());
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String)
        {
            root.Refuse($"{path}.kind", "nothing", $"one of {string.Join(", ", PreprocessStages.Names)}");
            return new PreprocessStage();
        }

        foreach (var member in item.EnumerateObject().Where(m => m.Name != "kind"))
        {
            if (member.Name is "numbers" or "options" && member.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var inner in member.Value.EnumerateObject())
                {
                    Take(root, $"{path}.{member.Name}.{inner.Name}", inner, numbers, options);
                }
            }
            else
            {
                Take(root, $"{path}.{member.Name}", member, numbers, options);
            }
        }

        return new PreprocessStage { Kind = kind.GetString()!, Numbers = numbers, Options = options.Count > 0 ? options : null };
    }

    private static void Take(ConfigNode root, string path, JsonProperty member, Dictionary<string, double[]> numbers, Dictionary<string, string> options)
    {
        var value = member.Value;
        JsonElement[] values = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        if (value.ValueKind == JsonValueKind.String)
        {
            options[member.Name] = value.GetString()!;
        }
        else if (values.Length > 0 && values.All(v => v.ValueKind == JsonValueKind.String))
        {
            options[member.Name] = string.Join(',', values.Select(v => v.GetString()));
        }
        else if (values.Length > 0 && values.All(v => v.ValueKind == JsonValueKind.Number))
        {
            numbers[member.Name] = [.. values.Select(v => v.GetDouble())];
        }
        else
        {
            root.Refuse(path, value.GetRawText() is { Length: <= 60 } text ? text : value.ValueKind.ToString(), "a number, text in quotes, or a list of either");
        }
    }
}
