using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Connects pipelines that listen to others, once all of a service are there.</summary>
internal static class PipelineLinks
{
    /// <param name="file">Where the pipeline stands, for messages.</param>
    /// <param name="runner">The one that listens.</param>
    /// <param name="all">All of the service.</param>
    /// <exception cref="ConfigException">There is no such pipeline or class.</exception>
    public static void Connect(string file, PipelineRunner runner, IReadOnlyList<PipelineRunner> all)
    {
        var mistakes = new List<ConfigMistake>();
        foreach (var link in new object[] { runner.Parts.Sensor, runner.Parts.Trigger }.OfType<ILinkedDevice>().SelectMany(d => d.Links))
        {
            var names = all.Where(r => r != runner).Select(r => r.Name).ToArray();
            if (all.FirstOrDefault(r => r != runner && r.Name == link.Pipeline) is not { } source)
            {
                mistakes.Add(Unknown($"{link.Path}.pipeline", link.Pipeline, names, "the pipelines of this service"));
                continue;
            }

            var labels = source.Parts.Scorer.Labels.ToList();
            var index = labels.IndexOf(link.Label);
            if (index < 0)
            {
                mistakes.Add(Unknown($"{link.Path}.label", link.Label, labels, $"the classes of '{link.Pipeline}'"));
                continue;
            }

            link.Connect(source, index);
        }

        if (mistakes.Count > 0)
        {
            throw new ConfigException(file, mistakes);
        }
    }

    private static ConfigMistake Unknown(string path, string found, IReadOnlyCollection<string> allowed, string what) => new(
        path, $"'{found}'", allowed.Count == 0 ? $"one of {what}: there is none but this" : $"one of {what}: {string.Join(", ", allowed)}", NearestName.Of(found, allowed));
}
