using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using EdgeTool.Compiler.Quantization;
using EdgeTool.Compiler.Tests.Quantization;
using Xunit.Abstractions;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Nets of 16-bit activations and 8-bit weights as quantize-dequantize pairs of 16 bits (operator set 21).</summary>
public class ExportedWideTests(ITestOutputHelper output)
{
    private static readonly QuantizerOptions Wide = new() { Method = CalibrationMethod.MinMax, Activations = ElementType.Int16, IntegerInterface = true };

    public static TheoryData<string, WeightSplitExtent> Nets
    {
        get
        {
            var rows = new TheoryData<string, WeightSplitExtent>();
            foreach (var net in (string[])["small 61", "small 62", "joined 63", "dense 64"])
            {
                rows.Add(net, WeightSplitExtent.None);
                rows.Add(net, WeightSplitExtent.All);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void TheImporterReadsTheSameIntegers(string net, WeightSplitExtent split)
    {
        var graph = Quantized(net, split);
        var read = OnnxImporter.Import(OnnxExporter.Export(graph));
        using var packed = Load(graph);
        using var back = Load(read);
        Assert.DoesNotContain(read.Nodes, n => n.Inputs[0]!.Type == ElementType.Float32);
        var random = new Random(61);
        var cases = Enumerable.Range(0, 16).Select(_ => (byte[][])[LayerAlone.RandomBytes(packed.InputInfo(0), random)]).ToList();
        Assert.All(ExportedRun.Compare(packed, back, cases), r => Assert.True(r.IsInteger && r.Different == 0, $"{r}"));
    }

    /// <summary>
    /// ONNX Runtime rounds real numbers once, our kernels sums by a factor of 31 bits: one step apart at most. Functions by TensorFlow Lite's
    /// interpolated tables of 512 intervals have bounds of their own.
    /// </summary>
    [Theory]
    [MemberData(nameof(Nets))]
    public void EachLayerIsWithinAStepOfOnnxRuntime(string net, WeightSplitExtent split)
    {
        var (random, worst) = (new Random(62), new SortedDictionary<string, double>(StringComparer.Ordinal));
        foreach (var node in Quantized(net, split).Nodes)
        {
            var inputs = node.Inputs.OfType<Value>().Where(v => !v.IsConstant).Distinct().ToList();
            var bytes = inputs.ToDictionary(v => v, v => LayerAlone.RandomBytes(v.Info, random));
            var expected = NodeEvaluator.Compute(node, [.. node.Inputs.Select(v => v is null ? null : v.Constant ?? bytes[v])]);
            using var session = OnnxRuntimeReference.Open(OnnxExporter.Export(LayerAlone.Of(node, inputs)));
            var found = OnnxRuntimeReference.Run(session, inputs.ConvertAll(v => v.Info), [.. inputs.Select(v => bytes[v])], node.OutputInfos);
            var steps = OnnxRuntimeReference.Numbers(node.Outputs[0].Type, expected[0]).Zip(found[0], (a, b) => Math.Abs(a - b)).Max();
            var kind = node.OpCode.ToString();
            worst[kind] = Math.Max(worst.GetValueOrDefault(kind), steps);
        }

        output.WriteLine(string.Join(", ", worst.Select(w => $"{w.Key} {w.Value}")));
        Assert.All(worst, w => Assert.True(w.Value <= (w.Key is nameof(OpCode.Softmax) or nameof(OpCode.Tanh) ? 2 : 1), $"{w.Key}: {w.Value} steps"));
    }

    private static Graph Quantized(string net, WeightSplitExtent split)
    {
        var seed = int.Parse(net.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        var source = net.StartsWith("small", StringComparison.Ordinal) ? FloatNets.Small(seed)
            : FloatNets.Joined(seed, isDense: net.StartsWith("dense", StringComparison.Ordinal), ratio: 1);
        return GraphQuantizer.Quantize(GraphQuantizerTests.Plan(source, Wide with { SplitWeights = split }).Plan).Graph;
    }

    private static Interpreter Load(Graph graph) => Interpreter.Load(ModelFile.FromBytes(ModelCompiler.Compile(graph, new CompileOptions { SelfTestCases = 0 }).Bytes));
}
