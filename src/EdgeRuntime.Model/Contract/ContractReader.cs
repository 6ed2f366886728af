using System.Text.Json;

namespace EdgeRuntime.Model;

/// <summary>
/// Reads the contract's JSON member by member. The platform's serializer would build its description of every type first, which takes
/// longer than the proof of a small model and stays in memory.
/// </summary>
internal static class ContractReader
{
    /// <exception cref="JsonException">Anything but the contract's members with values of their types; it has the byte.</exception>
    public static ModelContract Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            var contract = Contract(ref reader);
            return reader.Read() ? throw Wrong(ref reader, "nothing behind the contract") : contract;
        }
        catch (InvalidOperationException)
        {
            throw Wrong(ref reader, "a text in valid UTF-8");
        }
    }

    private static ModelContract Contract(ref Utf8JsonReader reader)
    {
        var contract = new ModelContract();
        Open(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            switch (reader.GetString())
            {
                case "name":
                    contract.Name = Text(ref reader)!;
                    break;
                case "labels":
                    contract.Labels = Texts(ref reader)!;
                    break;
                case "preprocess":
                    contract.Preprocess = Stages(ref reader)!;
                    break;
                case "decision":
                    contract.Decision = IsNull(ref reader) ? null : Decision(ref reader);
                    break;
                case "statistics":
                    contract.Statistics = IsNull(ref reader) ? null : Statistics(ref reader);
                    break;
                case "provenance":
                    contract.Provenance = IsNull(ref reader) ? null! : Provenance(ref reader);
                    break;
                default:
                    throw Wrong(ref reader, "a member that contracts have");
            }
        }

        return contract;
    }

    private static List<PreprocessStage>? Stages(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader))
        {
            return null;
        }

        var stages = new List<PreprocessStage>();
        Open(ref reader, JsonTokenType.StartArray);
        while (NextElement(ref reader))
        {
            stages.Add(reader.TokenType == JsonTokenType.Null ? null! : Stage(ref reader));
        }

        return stages;
    }

    private static PreprocessStage Stage(ref Utf8JsonReader reader)
    {
        var stage = new PreprocessStage();
        Open(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            switch (reader.GetString())
            {
                case "kind":
                    stage.Kind = Text(ref reader)!;
                    break;
                case "numbers":
                    stage.Numbers = StageNumbers(ref reader)!;
                    break;
                case "options":
                    stage.Options = StageOptions(ref reader);
                    break;
                default:
                    throw Wrong(ref reader, "a member that preprocess stages have");
            }
        }

        return stage;
    }

    private static Dictionary<string, double[]>? StageNumbers(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader))
        {
            return null;
        }

        var numbers = new Dictionary<string, double[]>();
        Open(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            var name = reader.GetString()!;
            if (IsNull(ref reader))
            {
                numbers[name] = null!;
                continue;
            }

            numbers[name] = NumbersHere(ref reader);
        }

        return numbers;
    }

    private static Dictionary<string, string>? StageOptions(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader))
        {
            return null;
        }

        var options = new Dictionary<string, string>();
        Open(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            var name = reader.GetString()!;
            options[name] = Text(ref reader)!;
        }

        return options;
    }

    private static DecisionDefaults Decision(ref Utf8JsonReader reader)
    {
        var decision = new DecisionDefaults();
        Open(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            switch (reader.GetString())
            {
                case "threshold":
                    decision.Threshold = Number(ref reader);
                    break;
                case "hysteresis":
                    decision.Hysteresis = Number(ref reader);
                    break;
                case "debounce":
                    decision.Debounce = Integer(ref reader);
                    break;
                default:
                    throw Wrong(ref reader, "a member that decisions have");
            }
        }

        return decision;
    }

    private static CalibrationStatistics Statistics(ref Utf8JsonReader reader)
    {
        var statistics = new CalibrationStatistics();
        Open(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            switch (reader.GetString())
            {
                case "samples":
                    statistics.Samples = Integer(ref reader);
                    break;
                case "input":
                    statistics.Input = IsNull(ref reader) ? null! : Shares(ref reader);
                    break;
                case "margin":
                    statistics.Margin = IsNull(ref reader) ? null : Shares(ref reader);
                    break;
                case "classes":
                    statistics.Classes = IsNull(ref reader) ? null : NumbersHere(ref reader);
                    break;
                default:
                    throw Wrong(ref reader, "a member that statistics have");
            }
        }

        return statistics;
    }

    private static BinnedShares Shares(ref Utf8JsonReader reader)
    {
        var shares = new BinnedShares();
        Open(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            switch (reader.GetString())
            {
                case "edges":
                    shares.Edges = IsNull(ref reader) ? null! : NumbersHere(ref reader);
                    break;
                case "shares":
                    shares.Shares = IsNull(ref reader) ? null! : NumbersHere(ref reader);
                    break;
                default:
                    throw Wrong(ref reader, "a member that distributions have");
            }
        }

        return shares;
    }

    private static Provenance Provenance(ref Utf8JsonReader reader)
    {
        var provenance = new Provenance();
        Open(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            switch (reader.GetString())
            {
                case "sourceFile":
                    provenance.SourceFile = Text(ref reader)!;
                    break;
                case "sourceSha256":
                    provenance.SourceSha256 = Text(ref reader)!;
                    break;
                case "tool":
                    provenance.Tool = Text(ref reader)!;
                    break;
                case "target":
                    provenance.Target = Text(ref reader)!;
                    break;
                case "measured":
                    provenance.Measured = Figures(ref reader)!;
                    break;
                case "notes":
                    provenance.Notes = Texts(ref reader)!;
                    break;
                default:
                    throw Wrong(ref reader, "a member that provenance has");
            }
        }

        return provenance;
    }

    private static List<MeasuredFigure>? Figures(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader))
        {
            return null;
        }

        var figures = new List<MeasuredFigure>();
        Open(ref reader, JsonTokenType.StartArray);
        while (NextElement(ref reader))
        {
            figures.Add(reader.TokenType == JsonTokenType.Null ? null! : Figure(ref reader));
        }

        return figures;
    }

    private static MeasuredFigure Figure(ref Utf8JsonReader reader)
    {
        var figure = new MeasuredFigure();
        Open(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            switch (reader.GetString())
            {
                case "metric":
                    figure.Metric = Text(ref reader)!;
                    break;
                case "dataSet":
                    figure.DataSet = Text(ref reader)!;
                    break;
                case "value":
                    figure.Value = Number(ref reader);
                    break;
                case "samples":
                    figure.Samples = Integer(ref reader);
                    break;
                default:
                    throw Wrong(ref reader, "a member that measured figures have");
            }
        }

        return figure;
    }

    private static List<string>? Texts(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader))
        {
            return null;
        }

        var texts = new List<string>();
        Open(ref reader, JsonTokenType.StartArray);
        while (NextElement(ref reader))
        {
            texts.Add(TextHere(ref reader)!);
        }

        return texts;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return TextHere(ref reader);
    }

    private static string? TextHere(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? reader.GetString() : throw Wrong(ref reader, "a text");

    private static double Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return NumberHere(ref reader);
    }

    private static double NumberHere(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) ? value : throw Wrong(ref reader, "a number");

    /// <summary>A list of numbers whose start was read.</summary>
    private static double[] NumbersHere(ref Utf8JsonReader reader)
    {
        var values = new List<double>();
        Open(ref reader, JsonTokenType.StartArray);
        while (NextElement(ref reader))
        {
            values.Add(NumberHere(ref reader));
        }

        return [.. values];
    }

    private static int Integer(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) ? value : throw Wrong(ref reader, "a whole number of 32 bits");
    }

    /// <summary>Goes to a member's value.</summary>
    private static bool IsNull(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.Null;

    private static void Open(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw Wrong(ref reader, type == JsonTokenType.StartObject ? "an object" : "a list");
        }
    }

    private static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static bool NextElement(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    private static JsonException Wrong(ref Utf8JsonReader reader, string expected) =>
        new($"The contract needs {expected} at byte {reader.TokenStartIndex}.", null, 0, reader.TokenStartIndex);
}
