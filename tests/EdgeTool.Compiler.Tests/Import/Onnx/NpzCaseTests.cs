using System.IO.Compression;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Cases of another runtime's suite: a model, and an archive with its inputs and outputs by name.</summary>
public class NpzCaseTests
{
    public static TheoryData<string> Cases =>
        ["averagepool_count_include_pad", "byte_sb_bidi_lstm", "deconv_group", "qlstm_3-2-3_T3_S1", "qrelu_1", "qsigmoid_1"];

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void GivesTheArchivesOutputs(string name)
    {
        var folder = Shared.PathOf("models", "tract-cases", "onnx", "test_cases", name);
        var arrays = Read(Path.Combine(folder, "io.npz"));
        var model = OnnxReader.Read(File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
        var graph = OnnxImporter.Import(WithShapes(model, arrays));
        var compiled = ModelCompiler.Compile(graph, new CompileOptions { SelfTestCases = 0 });
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(compiled.Bytes));
        for (var i = 0; i < interpreter.InputCount; i++)
        {
            arrays[interpreter.Model.TensorName(interpreter.Model.Inputs[i])].Bytes.CopyTo(interpreter.InputBytes(i));
        }

        interpreter.Run();
        for (var o = 0; o < interpreter.OutputCount; o++)
        {
            var info = interpreter.OutputInfo(o);
            var expected = OutputOf(arrays, model, interpreter.Model.TensorName(interpreter.Model.Outputs[o])).Bytes;
            for (var e = 0; e < info.Shape.ElementCount; e++)
            {
                var (wanted, found) = (Number(info.Type, expected, e), Number(info.Type, interpreter.OutputBytes(o), e));
                Assert.True(Math.Abs(wanted - found) <= 1e-5 + (1e-4 * Math.Abs(wanted)), $"output {o}, element {e}: expected {wanted}, found {found}");
            }
        }
    }

    /// <summary>The model with inputs of the archive's shapes: some leave the first dimension open.</summary>
    private static OnnxModel WithShapes(OnnxModel model, Dictionary<string, NpyArray> arrays) => new()
    {
        Opsets = model.Opsets,
        SizeBytes = model.SizeBytes,
        Graph = new OnnxGraph
        {
            Operators = model.Graph.Operators,
            Initializers = model.Graph.Initializers,
            Outputs = model.Graph.Outputs,
            Inputs = [.. model.Graph.Inputs.Select(i => arrays.TryGetValue(i.Name, out var array)
                ? i with { Shape = [.. array.Dimensions.Select(d => new OnnxDimension(d, ""))] }
                : i)],
        },
    };

    /// <summary>An archive may know its only output by an older name.</summary>
    private static NpyArray OutputOf(Dictionary<string, NpyArray> arrays, OnnxModel model, string name) =>
        arrays.TryGetValue(name, out var array) ? array : arrays.Single(a => model.Graph.Inputs.All(i => i.Name != a.Key)).Value;

    private static Dictionary<string, NpyArray> Read(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        var arrays = new Dictionary<string, NpyArray>();
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            arrays[Path.GetFileNameWithoutExtension(entry.Name)] = NpyReader.Parse(memory.ToArray(), entry.Name);
        }

        return arrays;
    }

    private static double Number(ElementType type, ReadOnlySpan<byte> bytes, int index) => type switch
    {
        ElementType.Float32 => BitConverter.ToSingle(bytes[(4 * index)..]),
        ElementType.Int64 => BitConverter.ToInt64(bytes[(8 * index)..]),
        ElementType.Int32 => BitConverter.ToInt32(bytes[(4 * index)..]),
        ElementType.Int8 => (sbyte)bytes[index],
        _ => bytes[index],
    };
}
