using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeTool.Compiler.Tests;

/// <summary>One folder of golden vectors: cases that ran in order on one interpreter of the TensorFlow Lite reference.</summary>
internal sealed class GoldenModel(string name)
{
    private readonly string _folder = Shared.PathOf("goldens", name);

    public string SourcePath => Shared.PathOf(File.ReadAllText(Path.Combine(_folder, "model.txt")).Trim());

    public bool HasLayers => Directory.Exists(Path.Combine(_folder, "layers"));

    /// <summary>Names of all folders; empty where there are none.</summary>
    public static IEnumerable<string> Names => Shared.Root is null
        ? []
        : Directory.GetDirectories(Shared.PathOf("goldens")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal);

    /// <summary>Runs every case in order and answers what differs, at most one line for a case's output.</summary>
    public List<string> Differences(Interpreter interpreter)
    {
        var differences = new List<string>();
        var index = 0;
        for (; File.Exists(InputPath(index, 0)); index++)
        {
            for (var i = 0; i < interpreter.InputCount; i++)
            {
                File.ReadAllBytes(InputPath(index, i)).CopyTo(interpreter.InputBytes(i));
            }

            interpreter.Run();
            for (var o = 0; o < interpreter.OutputCount; o++)
            {
                Compare(
                    $"case {index}, output {o}", interpreter.OutputInfo(o).Type,
                    File.ReadAllBytes(Path.Combine(_folder, $"out_{index}_{o}.bin")), interpreter.OutputBytes(o), differences);
            }
        }

        Assert.True(index > 0, $"{_folder} has no cases.");
        Assert.False(File.Exists(InputPath(0, interpreter.InputCount)), "the model has fewer inputs than its goldens");
        Assert.False(File.Exists(Path.Combine(_folder, $"out_0_{interpreter.OutputCount}.bin")), "the model has fewer outputs than its goldens");
        return differences;
    }

    /// <summary>Runs every case of <c>layers/</c> step by step and compares each source operator's first output.</summary>
    public List<string> LayerDifferences(Interpreter interpreter)
    {
        var differences = new List<string>();
        var model = interpreter.Model;
        var compared = 0;
        for (var index = 0; File.Exists(LayerPath($"in_{index}.bin")); index++)
        {
            File.ReadAllBytes(LayerPath($"in_{index}.bin")).CopyTo(interpreter.InputBytes(0));
            for (var s = 0; s < interpreter.StepCount; s++)
            {
                interpreter.RunStep(s);
                var isLastOfSource = s + 1 == interpreter.StepCount || model.Steps[s + 1].SourceIndex != model.Steps[s].SourceIndex;
                var golden = Directory.GetFiles(LayerPath(""), $"layer_{index}_op{model.Steps[s].SourceIndex:D2}_t*.bin");
                if (isLastOfSource && golden.Length == 1)
                {
                    var output = model.OutputsOf(s)[0];
                    Compare($"case {index}, operator {model.Steps[s].SourceIndex} {model.Steps[s].OpCode}", model.Tensors[output].Type,
                        File.ReadAllBytes(golden[0]), interpreter.TensorBytes(output), differences);
                    compared++;
                }
            }
        }

        Assert.Equal(Directory.GetFiles(LayerPath(""), "layer_*.bin").Length, compared);
        return differences;
    }

    /// <summary>Inputs of the first cases.</summary>
    public IEnumerable<byte[][]> Inputs(Interpreter interpreter)
    {
        const int MaxCases = 3;
        for (var index = 0; index < MaxCases && File.Exists(InputPath(index, 0)); index++)
        {
            yield return [.. Enumerable.Range(0, interpreter.InputCount).Select(i => File.ReadAllBytes(InputPath(index, i)))];
        }
    }

    private static void Compare(string what, ElementType type, byte[] expected, ReadOnlySpan<byte> found, List<string> differences)
    {
        var element = TensorComparison.FirstDifference(type, expected, found);
        if (element >= 0)
        {
            differences.Add($"{what}, element {element}: expected {TensorComparison.ElementText(type, expected, element)}, found {TensorComparison.ElementText(type, found, element)}");
        }
    }

    private string InputPath(int index, int input) => Path.Combine(_folder, $"in_{index}_{input}.bin");

    private string LayerPath(string file) => Path.Combine(_folder, "layers", file);
}
