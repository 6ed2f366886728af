using EdgeRuntime.Model;
using EdgeTool.Compiler;
using TestKit;

namespace Published.Tests;

/// <summary>
/// A real model packed with the golden vectors as its self-test: a binary that passes it gives what the TensorFlow Lite reference gives.
/// </summary>
internal static class GoldenPack
{
    /// <summary>Folders of goldens; one empty name where there are none, as a theory needs a row.</summary>
    public static IEnumerable<string> Names => Shared.Root is null
        ? [""]
        : Directory.GetDirectories(Shared.PathOf("goldens")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal);

    /// <summary>Packs a model.</summary>
    /// <param name="name">Folder of its goldens.</param>
    public static byte[] Pack(string name)
    {
        var folder = Shared.PathOf("goldens", name);
        var source = Shared.PathOf(File.ReadAllText(Path.Combine(folder, "model.txt")).Trim());
        var image = ModelCompiler.Compile(source, new CompileOptions { SelfTestCases = 0 }).Image;
        return ModelWriter.Write(new ModelImage
        {
            Tensors = image.Tensors,
            Steps = image.Steps,
            Inputs = image.Inputs,
            Outputs = image.Outputs,
            ArenaBytes = image.ArenaBytes,
            Contract = image.Contract,
            SelfTest = Cases(folder, image),
        });
    }

    private static List<SelfTestCase> Cases(string folder, ModelImage image)
    {
        var cases = new List<SelfTestCase>();
        for (var k = 0; File.Exists(Path.Combine(folder, $"in_{k}_0.bin")); k++)
        {
            cases.Add(new SelfTestCase(
                [.. image.Inputs.Select((_, i) => File.ReadAllBytes(Path.Combine(folder, $"in_{k}_{i}.bin")))],
                [.. image.Outputs.Select((_, o) => File.ReadAllBytes(Path.Combine(folder, $"out_{k}_{o}.bin")))]));
        }

        Assert.NotEmpty(cases);
        return cases;
    }
}
