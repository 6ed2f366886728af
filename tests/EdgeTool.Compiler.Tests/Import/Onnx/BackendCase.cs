using System.Globalization;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>One folder of the ONNX backend test suite: a model, and inputs with the outputs that the specification wants.</summary>
internal sealed class BackendCase(string folder)
{
    /// <summary>Tolerances of the suite's own runner.</summary>
    private const double Relative = 1e-3, Absolute = 1e-7;

    /// <summary>float16 outputs hold 11 bits.</summary>
    private const double HalfRelative = 2e-3;

    public string Name { get; } = $"{Path.GetFileName(Path.GetDirectoryName(folder))}/{Path.GetFileName(folder)}";

    public static IEnumerable<BackendCase> All => Shared.Root is null ? [] : Directory
        .GetDirectories(Shared.PathOf("models", "onnx-backend-tests"))
        .SelectMany(Directory.GetDirectories)
        .Order(StringComparer.Ordinal)
        .Select(d => new BackendCase(d));

    /// <summary>Runs every data set.</summary>
    /// <returns>What differs; empty when everything agrees.</returns>
    /// <exception cref="UnsupportedModelException">The model is refused.</exception>
    public string Run()
    {
        var model = OnnxReader.Read(File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
        foreach (var set in Directory.GetDirectories(folder, "test_data_set_*").Order(StringComparer.Ordinal))
        {
            var inputs = Inputs(model, set);
            var outputs = Outputs(OnnxRunImport.Import(model, inputs), inputs);
            for (var o = 0; o < outputs.Count; o++)
            {
                if (File.Exists(Data(set, "output", o)) && Difference(OnnxReader.ReadTensor(File.ReadAllBytes(Data(set, "output", o))), outputs[o]) is { } found)
                {
                    return $"output {o}: {found}";
                }
            }
        }

        return "";
    }

    /// <summary>What the interpreter computes, and between it the outputs that have no elements.</summary>
    private static List<(OperandInfo Info, byte[] Bytes)> Outputs(Graph graph, Dictionary<string, byte[]> inputs)
    {
        var outputs = new List<(OperandInfo Info, byte[] Bytes)>();
        if (graph.Outputs.Count > 0)
        {
            using var interpreter = Interpreter.Load(ModelFile.FromBytes(ModelCompiler.Compile(graph, new CompileOptions { SelfTestCases = 0 }).Bytes));
            for (var i = 0; i < interpreter.InputCount; i++)
            {
                inputs[interpreter.Model.TensorName(interpreter.Model.Inputs[i])].CopyTo(interpreter.InputBytes(i));
            }

            interpreter.Run();
            outputs.AddRange(Enumerable.Range(0, interpreter.OutputCount).Select(o => (interpreter.OutputInfo(o), interpreter.OutputBytes(o).ToArray())));
        }

        graph.EmptyOutputs.ForEach(e => outputs.Insert(e.Place, (e.Value.Info, [])));
        return outputs;
    }

    /// <summary>Files are in the order of the model's inputs; an input that is no tensor is refused anyway.</summary>
    private static Dictionary<string, byte[]> Inputs(OnnxModel model, string set)
    {
        var inputs = new Dictionary<string, byte[]>();
        for (var i = 0; i < model.Graph.Inputs.Count && File.Exists(Data(set, "input", i)); i++)
        {
            if (model.Graph.Inputs[i].Type.ToElementType() is { } type)
            {
                inputs[model.Graph.Inputs[i].Name] = OnnxReader.ReadTensor(File.ReadAllBytes(Data(set, "input", i))).Decode(type);
            }
        }

        return inputs;
    }

    private static string? Difference(OnnxTensor expected, (OperandInfo Info, byte[] Bytes) output)
    {
        var (info, found) = output;
        var type = expected.Type.Require("expected");
        if (info.Type != type || !info.Shape.Span.SequenceEqual(Array.ConvertAll(expected.Dimensions, d => (int)d)))
        {
            return $"expected {type} [{string.Join(", ", expected.Dimensions)}], found {info}";
        }

        var wanted = expected.Decode(type);
        for (var i = 0; i < info.Shape.ElementCount; i++)
        {
            var (w, f) = (Number(type, wanted, i), Number(type, found, i));
            var relative = expected.Type == OnnxType.Float16 ? HalfRelative : Relative;
            if (!w.Equals(f) && !(type == ElementType.Float32 && Math.Abs(w - f) <= Absolute + (relative * Math.Abs(w))))
            {
                return string.Create(CultureInfo.InvariantCulture, $"element {i}: expected {w}, found {f}");
            }
        }

        return null;
    }

    private static double Number(ElementType type, ReadOnlySpan<byte> bytes, int index) => type switch
    {
        ElementType.Float32 => BitConverter.ToSingle(bytes[(4 * index)..]),
        ElementType.Int8 => (sbyte)bytes[index],
        ElementType.Int16 => BitConverter.ToInt16(bytes[(2 * index)..]),
        ElementType.Int32 => BitConverter.ToInt32(bytes[(4 * index)..]),
        ElementType.Int64 => BitConverter.ToInt64(bytes[(8 * index)..]),
        _ => bytes[index],
    };

    private static string Data(string set, string role, int index) => Path.Combine(set, $"{role}_{index}.pb");
}
