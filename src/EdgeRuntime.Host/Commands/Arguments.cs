using System.Globalization;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>The words after a verb, checked against what the verb allows. Accepts <c>--name value</c> and <c>--name=value</c>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];

    /// <exception cref="UsageException">A word is unknown, missing or there twice.</exception>
    public Arguments(Verb verb, ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                TakeOperand(verb, words[i]);
                continue;
            }

            var (name, value) = words[i].IndexOf('=') is > 0 and var at ? (words[i][..at], words[i][(at + 1)..]) : (words[i], null);
            var option = verb.Options.FirstOrDefault(o => o.Name == name) ?? throw Unknown(verb, name);
            if (option.Value is null && value is not null)
            {
                throw new UsageException($"{name} takes no value.");
            }

            if (option.Value is not null && value is null)
            {
                value = ++i < words.Length ? words[i] : throw new UsageException($"{name} needs a value: {option.Value}.");
            }

            if (!_values.TryAdd(name, value ?? ""))
            {
                throw new UsageException($"{name} is given twice.");
            }
        }

        if (verb.Operand is not null && Operand is null)
        {
            throw new UsageException($"{verb.Operand} is missing.");
        }

        if (verb.Options.FirstOrDefault(o => o.IsRequired && !_values.ContainsKey(o.Name)) is { } missing)
        {
            throw new UsageException($"{missing.Name} {missing.Value} is missing.");
        }
    }

    /// <summary>The word that belongs to no option; not null when the verb has one.</summary>
    public string? Operand { get; private set; }

    public bool Has(string option) => _values.ContainsKey(option);

    public string? Text(string option) => _values.GetValueOrDefault(option);

    public int Integer(string option, int min, int max, int fallback)
    {
        if (Text(option) is not { } text)
        {
            return fallback;
        }

        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new UsageException($"{option} is '{text}'; expected a whole number from {min} to {max}.");
    }

    public double? Number(string option, double min, double max)
    {
        if (Text(option) is not { } text)
        {
            return null;
        }

        return double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new UsageException(string.Create(
                CultureInfo.InvariantCulture, $"{option} is '{text}'; expected a number from {min} to {max}."));
    }

    private void TakeOperand(Verb verb, string word)
    {
        if (verb.Operand is null || Operand is not null)
        {
            throw new UsageException($"'{word}' is not expected here.");
        }

        Operand = word;
    }

    private static UsageException Unknown(Verb verb, string name)
    {
        var names = verb.Options.Select(o => o.Name).ToArray();
        return names.Length == 0
            ? new UsageException($"{verb.Name} has no option {name}.")
            : new UsageException($"{verb.Name} has no option {name}; options: {string.Join(", ", names)}{NearestName.Hint(name, names)}");
    }
}
