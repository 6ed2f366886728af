using System.Globalization;
using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeTool.Compiler.Tests;

/// <summary>Single operators of a real audio model with 16-bit activations, as TensorFlow Lite Micro tests them: exact.</summary>
public class SeanetTests
{
    public static TheoryData<string> Operators => [.. Shared.Root is null ? [""] : Directory.GetDirectories(Folder).Select(Path.GetFileName).OfType<string>().Order().ToArray()];

    private static string Folder => Shared.PathOf("models", "tflite-micro", "tensorflow", "lite", "micro", "integration_tests", "seanet");

    [SharedTheory]
    [MemberData(nameof(Operators))]
    public void EveryCaseOfAnOperatorMatches(string name)
    {
        var differences = new List<string>();
        foreach (var path in Directory.GetFiles(Path.Combine(Folder, name), "*.tflite").Order(StringComparer.Ordinal))
        {
            try
            {
                Compare(path, differences);
            }
            catch (Exception e) when (e is ImportException or UnsupportedModelException)
            {
                differences.Add($"{Path.GetFileName(path)}: {e.Message}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static void Compare(string path, List<string> differences)
    {
        var inputs = CsvFiles(path, "input");
        var golden = CsvFiles(path, "golden").Single();
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(ModelCompiler.Compile(path, new CompileOptions { SelfTestCases = 0 }).Bytes));
        for (var i = 0; i < interpreter.InputCount; i++)
        {
            // Where an operand is a constant of the model, its file is left over.
            var bytes = inputs.Count == interpreter.InputCount
                ? inputs[i]
                : inputs.Single(b => b.Length == interpreter.InputInfo(i).ByteLength);
            bytes.CopyTo(interpreter.InputBytes(i));
        }

        interpreter.Run();
        var type = interpreter.OutputInfo(0).Type;
        var element = TensorComparison.FirstDifference(type, golden, interpreter.OutputBytes(0));
        if (element >= 0)
        {
            differences.Add(
                $"{Path.GetFileName(path)} element {element}: expected {TensorComparison.ElementText(type, golden, element)}, found {TensorComparison.ElementText(type, interpreter.OutputBytes(0), element)}");
        }
    }

    private static List<byte[]> CsvFiles(string modelPath, string role) =>
        [.. Directory.GetFiles(Path.GetDirectoryName(modelPath)!, $"{Path.GetFileNameWithoutExtension(modelPath)}_{role}*.csv").Order(StringComparer.Ordinal).Select(ReadCsv)];

    private static byte[] ReadCsv(string path)
    {
        var numbers = File.ReadAllText(path).Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return path.EndsWith("int16.csv", StringComparison.Ordinal)
            ? Bytes<short>(Array.ConvertAll(numbers, n => short.Parse(n, CultureInfo.InvariantCulture)))
            : Bytes<int>(Array.ConvertAll(numbers, n => int.Parse(n, CultureInfo.InvariantCulture)));
    }

    private static byte[] Bytes<T>(T[] elements) where T : unmanaged => MemoryMarshal.AsBytes(elements.AsSpan()).ToArray();
}
