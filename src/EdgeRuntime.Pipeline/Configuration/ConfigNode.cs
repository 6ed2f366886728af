using System.Globalization;
using System.Text.Json;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// One JSON object of a configuration, read member by member. A wrong member is noted and its fallback returned, so that one reading
/// finds every mistake; <see cref="Finish"/> notes the members that nobody asked for.
/// </summary>
public sealed class ConfigNode
{
    private readonly JsonElement _object;
    private readonly List<ConfigMistake> _mistakes;
    private readonly List<string> _asked = [];

    private ConfigNode(JsonElement element, string path, List<ConfigMistake> mistakes)
    {
        (Path, _mistakes) = (path, mistakes);
        _object = element;
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
        {
            Note(path, element, "an object");
            _object = default;
        }
    }

    /// <summary>Where this object is, e.g. <c>$.actuators[1]</c>.</summary>
    public string Path { get; }

    /// <summary>The whole file.</summary>
    /// <param name="element">Its outermost value.</param>
    /// <param name="mistakes">Receives what is wrong.</param>
    public static ConfigNode Root(JsonElement element, List<ConfigMistake> mistakes) => new(element, "$", mistakes);

    /// <summary>A member that is an object; an empty one, noted if <paramref name="required"/>, when it is missing.</summary>
    public ConfigNode Section(string name, bool required = true)
    {
        var path = $"{Path}.{name}";
        if (TryGet(name, out var value))
        {
            return new ConfigNode(value, path, _mistakes);
        }

        NoteMissing(name, required, "an object");
        return new ConfigNode(default, path, _mistakes);
    }

    /// <summary>A member that is a list of objects.</summary>
    public IReadOnlyList<ConfigNode> Sections(string name)
    {
        if (!TryGet(name, out var value))
        {
            NoteMissing(name, required: true, "a list of objects");
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Note($"{Path}.{name}", value, "a list of at least one object");
            return [];
        }

        return [.. value.EnumerateArray().Select((item, i) => new ConfigNode(item, $"{Path}.{name}[{i}]", _mistakes))];
    }

    /// <summary>A member that is text, not empty; required when there is no fallback.</summary>
    public string Text(string name, string? fallback = null)
    {
        if (TryGet(name, out var value))
        {
            if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
            {
                return text;
            }

            Note($"{Path}.{name}", value, "text in quotes, not empty");
        }
        else
        {
            NoteMissing(name, fallback is null, "text in quotes");
        }

        return fallback ?? "";
    }

    /// <summary>A member that is a list of names out of <paramref name="allowed"/>; null when it is left out.</summary>
    public IReadOnlyList<string>? Names(string name, IReadOnlyList<string> allowed)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Note($"{Path}.{name}", value, $"a list of {string.Join(", ", allowed)}");
            return null;
        }

        var names = new List<string>();
        foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
        {
            if (OneOf(item, $"{Path}.{name}[{i}]", allowed) is { } known)
            {
                names.Add(known);
            }
        }

        return names;
    }

    /// <summary>A member that is a list of texts; null when it is left out.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        Note($"{Path}.{name}", value, "a list of texts in quotes");
        return null;
    }

    /// <summary>A member that is one of a few names; required when there is no fallback.</summary>
    public string Choice(string name, IReadOnlyList<string> allowed, string? fallback = null)
    {
        if (TryGet(name, out var value))
        {
            return OneOf(value, $"{Path}.{name}", allowed) ?? fallback ?? "";
        }

        NoteMissing(name, fallback is null, $"one of {string.Join(", ", allowed)}");
        return fallback ?? "";
    }

    /// <summary>A member that is a whole number within limits; required when there is no fallback.</summary>
    public int Integer(string name, int min, int max, int? fallback = null)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}");
        if (TryGet(name, out var value))
        {
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
            {
                return number;
            }

            Note($"{Path}.{name}", value, expected);
        }
        else
        {
            NoteMissing(name, fallback is null, expected);
        }

        return fallback ?? min;
    }

    /// <summary>A member that is a number within limits; required when there is no fallback.</summary>
    public double Number(string name, double min, double max, double? fallback = null)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}");
        if (TryGet(name, out var value))
        {
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= min && number <= max)
            {
                return number;
            }

            Note($"{Path}.{name}", value, expected);
        }
        else
        {
            NoteMissing(name, fallback is null, expected);
        }

        return fallback ?? min;
    }

    public bool Flag(string name, bool fallback)
    {
        if (!TryGet(name, out var value))
        {
            return fallback;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Note($"{Path}.{name}", value, "true or false");
        return fallback;
    }

    /// <summary>A member as it stands; null when it is left out.</summary>
    public JsonElement? Value(string name) => TryGet(name, out var value) ? value : null;

    /// <summary>Whether the member is there; counts as asking for it.</summary>
    public bool Has(string name) => TryGet(name, out _);

    /// <summary>Notes a mistake that only the caller can see.</summary>
    /// <param name="name">Member of this object; empty for the object itself.</param>
    /// <param name="found">What is there.</param>
    /// <param name="expected">What may be there.</param>
    /// <param name="nearest">The allowed name that was probably meant.</param>
    public void Refuse(string name, string found, string expected, string? nearest = null) =>
        _mistakes.Add(new ConfigMistake(name.Length == 0 ? Path : $"{Path}.{name}", found, expected, nearest));

    /// <summary>Notes every member that was not asked for, and every one that is there twice.</summary>
    public void Finish()
    {
        if (_object.ValueKind == JsonValueKind.Undefined)
        {
            return;
        }

        var seen = new HashSet<string>();
        foreach (var member in _object.EnumerateObject())
        {
            if (!seen.Add(member.Name))
            {
                _mistakes.Add(new ConfigMistake($"{Path}.{member.Name}", "the member a second time", "each member once"));
            }
            else if (!_asked.Contains(member.Name))
            {
                _mistakes.Add(new ConfigMistake(
                    $"{Path}.{member.Name}",
                    "an unknown member",
                    $"one of {string.Join(", ", _asked.Distinct())}",
                    NearestName.Of(member.Name, _asked)));
            }
        }
    }

    private bool TryGet(string name, out JsonElement value)
    {
        _asked.Add(name);
        value = default;
        return _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out value);
    }

    private string? OneOf(JsonElement value, string path, IReadOnlyList<string> allowed)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (text is not null && allowed.Contains(text))
        {
            return text;
        }

        Note(path, value, $"one of {string.Join(", ", allowed)}", text is null ? null : NearestName.Of(text, allowed));
        return null;
    }

    private void NoteMissing(string name, bool required, string expected)
    {
        // A missing section was noted itself; its members would only repeat that.
        if (required && _object.ValueKind == JsonValueKind.Object)
        {
            _mistakes.Add(new ConfigMistake($"{Path}.{name}", "nothing", expected));
        }
    }

    private void Note(string path, JsonElement found, string expected, string? nearest = null)
    {
        var text = found.GetRawText();
        _mistakes.Add(new ConfigMistake(path, text.Length <= 60 ? text : $"{text[..57]}...", expected, nearest));
    }
}
