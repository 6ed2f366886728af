using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeRuntime.Model;

/// <summary>The contract as UTF-8 JSON. Strict: an unknown member, a missing list or a number that is not finite is refused.</summary>
public static class ContractJson
{
    public static byte[] ToBytes(ModelContract contract) => JsonSerializer.SerializeToUtf8Bytes(contract, ContractJsonContext.Default.ModelContract);

    /// <exception cref="JsonException">Not a contract: the message says where.</exception>
    public static ModelContract Parse(ReadOnlySpan<byte> json)
    {
        var contract = ContractReader.Read(json);
        foreach (var (holds, where) in Rules(contract))
        {
            if (!holds)
            {
                throw new JsonException($"The contract's {where}.");
            }
        }

        return contract;
    }

    private static IEnumerable<(bool Holds, string Where)> Rules(ModelContract c)
    {
        yield return (c.Name is not null && c.Labels is not null && c.Preprocess is not null && c.Provenance is not null, "name, labels, preprocess and provenance must not be null");
        yield return (c.Labels!.All(l => l is not null), "labels must be texts");
        foreach (var stage in c.Preprocess!)
        {
            yield return (stage is { Kind: not null, Numbers: not null } && stage.Numbers.Values.All(n => n is not null && n.All(double.IsFinite)), "preprocess stages need a kind and finite numbers");
            yield return (stage.Options is null || stage.Options.Values.All(o => o is not null), "preprocess options must be texts");
        }

        if (c.Decision is { } d)
        {
            yield return (double.IsFinite(d.Threshold) && double.IsFinite(d.Hysteresis) && d.Hysteresis >= 0 && d.Debounce >= 1, "decision needs finite numbers, hysteresis >= 0, debounce >= 1");
        }

        yield return (c.Statistics?.Mistake is null, $"statistics: {c.Statistics?.Mistake}");
        var p = c.Provenance!;
        yield return (p is { SourceFile: not null, SourceSha256: not null, Tool: not null, Target: not null, Measured: not null, Notes: not null }, "provenance must not hold nulls");
        yield return (p.Measured!.All(m => m is { Metric: not null, DataSet: not null } && double.IsFinite(m.Value)), "measured figures must be complete and finite");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelContract), GenerationMode = JsonSourceGenerationMode.Serialization)]
internal sealed partial class ContractJsonContext : JsonSerializerContext;
