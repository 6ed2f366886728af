using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>Where the demo's pipeline comes from, and what its options change in it.</summary>
internal static class DemoFiles
{
    private static readonly string[] Places = ["demo.json", "demo/demo.json", "firmware-configs/applications/demo.json"];

    /// <summary>The demo's pipeline file: beside the program, or in the folder (or one above it) that it was built or started in.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string Find()
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
            {
                if (Array.Find(Places, place => File.Exists(Path.Combine(directory.FullName, place))) is { } found)
                {
                    return Path.Combine(directory.FullName, found);
                }
            }
        }

        throw new FileNotFoundException("There is no demo.json near the program; give a packed model with --model M.edge.");
    }

    /// <exception cref="ConfigException">It is no JSON object.</exception>
    public static JsonObject Read(string file)
    {
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            if (JsonNode.Parse(File.ReadAllText(file), documentOptions: options) is JsonObject root)
            {
                return root;
            }
        }
        catch (JsonException e)
        {
            throw new ConfigException(file, [new ConfigMistake("$", e.Message, "JSON")]);
        }

        throw new ConfigException(file, [new ConfigMistake("$", "another value", "an object")]);
    }

    /// <summary>
    /// A pipeline for any model: a noisy wave on as many channels as its input's innermost dimension, four windows per second; where its
    /// preprocessing says a rate, a wave of that.
    /// </summary>
    public static JsonObject Synthetic(string modelFile)
    {
        using var model = ModelFile.Open(modelFile);
        var input = model.InfoOf(model.Inputs[0]).Shape;
        var rateHz = PreprocessStages.SampleRateOf(model.Contract.Preprocess);
        var channels = rateHz == 0 && input.Rank >= 3 && input[-1] <= 64 ? input[-1] : 1;
        var frames = Math.Max(1, input.ElementCount / channels);
        var trigger = new JsonObject { ["kind"] = "samples" };
        if (rateHz == 0)
        {
            trigger["hop"] = Math.Max(1, frames / 4);
        }

        return new JsonObject
        {
            ["name"] = "demo",
            ["model"] = new JsonObject { ["file"] = modelFile },
            ["sensor"] = new JsonObject
            {
                ["kind"] = "synthetic",
                ["channels"] = channels,
                ["sampleRateHz"] = rateHz > 0 ? rateHz : frames,
                ["noise"] = 0.1,
                ["frames"] = (int)(10 * (rateHz > 0 ? rateHz : frames)),
            },
            ["trigger"] = trigger,
            ["actuators"] = new JsonArray(),
        };
    }

    /// <summary>Applies the options; decisions go to the screen instead of to hardware.</summary>
    public static void Override(JsonObject root, DemoOptions options)
    {
        if (options.Model is { } model && root["model"] is JsonObject modelSection)
        {
            modelSection["file"] = Path.GetFullPath(model);
        }

        if (options.Recording is { } recording)
        {
            root["sensor"] = new JsonObject { ["kind"] = "replay", ["file"] = Path.GetFullPath(recording) };
        }

        if (root["sensor"] is JsonObject sensor)
        {
            Set(sensor, "speed", options.Speed);
            Set(sensor, "sampleRateHz", options.SampleRateHz);
        }

        root["actuators"] = new JsonArray(new JsonObject { ["kind"] = "log" });
    }

    private static void Set(JsonObject section, string name, double? value)
    {
        if (value is { } number)
        {
            section[name] = number;
        }
    }
}
