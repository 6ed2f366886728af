using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// The <c>model</c> section: a <c>file</c>, or a <c>name</c> in the model store whose model may be replaced while the service runs. Loads
/// it, proves it and runs its self-test.
/// </summary>
internal static class ModelSettings
{
    /// <summary>The model; null when it is refused, which is noted.</summary>
    public static LoadedModel? Load(ConfigNode settings, DeviceContext context, ScoreKind score, LoadNamedModel? loadNamed)
    {
        var isStored = settings.Has("name");
        var text = settings.Text(isStored ? "name" : "file");
        var threads = settings.Integer("threads", 1, 64, 1);
        var stored = isStored ? ReadStored(settings, context, threads) with { Score = score } : null;
        settings.Finish();
        if (text.Length == 0)
        {
            return null;
        }

        if (stored is not null && loadNamed is null)
        {
            settings.Refuse("name", $"'{text}'", "a file: only the board has a store of named models");
            return null;
        }

        try
        {
            return stored is null ? FromFile(context.PathOf(text), threads, score) : loadNamed!(text, stored);
        }
        catch (Exception e) when (e is ModelFormatException or ContractException or IOException or UnauthorizedAccessException)
        {
            settings.Refuse(
                isStored ? "name" : "file", $"'{text}': {e.Message}", isStored ? "the name of a model in the store" : "a packed model (.edge)");
            return null;
        }
    }

    private static StoredModelSettings ReadStored(ConfigNode settings, DeviceContext context, int threads) => new(
        settings.Has("store") ? context.PathOf(settings.Text("store")) : null,
        threads,
        settings.Integer("shadowInferences", 0, int.MaxValue, 0),
        settings.Number("minAgreement", 0, 1, 0),
        TimeSpan.FromSeconds(settings.Number("confirmSeconds", 0, 86_400, 600)))
    {
        Commands = settings.Has("mqtt") ? MqttCommands.Read(settings.Section("mqtt"), context, "model") : null,
    };

    private static LoadedModel FromFile(string path, int threads, ScoreKind score)
    {
        var scorer = ProvedModel.Load(path, threads, score);
        return new LoadedModel(scorer, scorer);
    }
}
