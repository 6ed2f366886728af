using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>All pipelines of a service: one file, or every <c>.json</c> file of a folder in the order of their names.</summary>
public static class PipelineFolder
{
    /// <exception cref="ConfigException">At least one file is wrong; none is loaded then.</exception>
    /// <exception cref="FileNotFoundException">There is no such file or folder, or no pipeline in it.</exception>
    public static IReadOnlyList<PipelineRunner> Load(string path, PipelineEnvironment environment)
    {
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).ToArray() : [path];
        if (files.Length == 0)
        {
            throw new FileNotFoundException($"There is no .json file in '{path}'.");
        }

        var (runners, names) = (new List<PipelineRunner>(), new List<string>());
        try
        {
            foreach (var file in files)
            {
                var runner = PipelineFile.Load(file, environment);
                runners.Add(runner);
                names.Add(file);
                if (runners.Count(other => other.Name == runner.Name) > 1)
                {
                    throw new ConfigException(file, [new ConfigMistake("$.name", $"'{runner.Name}', which another file has", "a name of its own")]);
                }
            }

            for (var i = 0; i < runners.Count; i++)
            {
                PipelineLinks.Connect(names[i], runners[i], runners);
            }
        }
        catch
        {
            runners.ForEach(runner => runner.Dispose());
            throw;
        }

        return runners;
    }
}
