using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>What this program does for its pipelines.</summary>
internal static class BoardEnvironment
{
    /// <param name="log">Where pipelines report to.</param>
    public static PipelineEnvironment For(IPipelineLog log) => new(log) { LoadNamed = LoadNamed, PlaceAhead = ThreadScheduler.PlaceAhead };

    private static LoadedModel LoadNamed(string name, StoredModelSettings settings)
    {
        var model = new StoredModel(new ModelStore(settings.Store ?? ModelStore.DefaultFolder), name, settings, TimeProvider.System);
        return new LoadedModel(model, model.Current);
    }
}
