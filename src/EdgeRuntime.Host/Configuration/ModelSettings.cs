using EdgeRuntime.Devices;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>
/// The <c>model</c> section: a <c>file</c>, or a <c>name</c> in the model store whose model may be replaced while the service runs. Loads
/// it, proves it and runs its self-test.
/// </summary>
internal static class ModelSettings
{
    /// <summary>The model; null when it is refused, which is noted.</summary>
    public static LoadedModel? Load(ConfigNode settings, DeviceContext context)
    {
        var isStored = settings.Has("name");
        var text = settings.Text(isStored ? "name" : "file");
        var threads = settings.Integer("threads", 1, 64, 1);
        var store = isStored && settings.Has("store") ? context.PathOf(settings.Text("store")) : ModelStore.DefaultFolder;
        var stored = isStored ? ReadStored(settings, threads) : null;
        settings.Finish();
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            return stored is null ? FromFile(context.PathOf(text), threads) : FromStore(text, store, stored);
        }
        catch (Exception e) when (e is ModelFormatException or ContractException or IOException or UnauthorizedAccessException)
        {
            settings.Refuse(
                isStored ? "name" : "file", $"'{text}': {e.Message}", isStored ? "the name of a model in the store" : "a packed model (.edge)");
            return null;
        }
    }

    private static StoredModelSettings ReadStored(ConfigNode settings, int threads) => new(
        threads,
        settings.Integer("shadowInferences", 0, int.MaxValue, 0),
        settings.Number("minAgreement", 0, 1, 0),
        TimeSpan.FromSeconds(settings.Number("confirmSeconds", 0, 86_400, 600)));

    private static LoadedModel FromFile(string path, int threads)
    {
        var scorer = ProvedModel.Load(path, threads);
        return new LoadedModel(scorer, scorer);
    }

    private static LoadedModel FromStore(string name, string store, StoredModelSettings settings)
    {
        var model = new StoredModel(new ModelStore(store), name, settings, TimeProvider.System);
        return new LoadedModel(model, model.Current);
    }
}

/// <summary>A pipeline's model.</summary>
/// <param name="Scorer">What the pipeline scores with; owns everything.</param>
/// <param name="Model">The model that it begins with.</param>
internal sealed record LoadedModel(IScorer Scorer, ModelScorer Model) : IDisposable
{
    public void Dispose() => Scorer.Dispose();
}
