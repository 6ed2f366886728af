using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using TestKit;
using Xunit.Abstractions;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Every node of quantized models written alone: ONNX Runtime is within two steps of the reference kernel on random integers.</summary>
public class ExportedLayerTests(ITestOutputHelper output)
{
    private const double LeastEqual = 0.97, MaxSteps = 2;
    private const long MaxMacs = 20_000_000;

    [SharedTheory]
    [InlineData("mlperf-tiny-models__kws_ref_model")]
    [InlineData("mlperf-tiny-models__vww_96_int8")]
    [InlineData("mlperf-tiny-models__pretrainedResnet_quant")]
    [InlineData("mlperf-tiny-models__ad01_int8")]
    [InlineData("tflite-micro__person_detect")]
    [InlineData("mlonmcu-models__micro_kws_m_quantized")]
    [InlineData("mlonmcu-models__micro_speech")]
    [InlineData("mcunet-tinyengine__vww")]
    [InlineData("yunet-tflite__model_full_integer_quant")]
    [InlineData("google-coral__tf2_mobilenet_v2_1.0_224_ptq")]
    [InlineData("google-coral__mobilenet_v1_0.25_128_quant")]
    public void IsWithinTwoSteps(string name)
    {
        var graph = SourceModel.Import(new GoldenModel(name).SourcePath);
        GraphSimplifier.Simplify(graph);
        var (random, elements, different) = (new Random(5), 0L, 0L);
        foreach (var node in graph.Nodes.Where(n => n.Law.Macs(n.RecordBytes, new OperandSet(n.InputInfos, n.OutputInfos)) < MaxMacs))
        {
            var inputs = node.Inputs.OfType<Value>().Where(v => !v.IsConstant).Distinct().ToList();
            var bytes = inputs.ToDictionary(v => v, v => LayerAlone.RandomBytes(v.Info, random));
            var expected = NodeEvaluator.Compute(node, [.. node.Inputs.Select(v => v is null ? null : v.Constant ?? bytes[v])]);
            foreach (var options in (OnnxExportOptions[])[new(), new() { UnsignedActivations = true }])
            {
                using var session = OnnxRuntimeReference.Open(OnnxExporter.Export(LayerAlone.Of(node, inputs), options));
                var found = OnnxRuntimeReference.Run(session, inputs.ConvertAll(v => v.Info), [.. inputs.Select(v => bytes[v])], node.OutputInfos);
                for (var o = 0; o < expected.Length; o++)
                {
                    var numbers = OnnxRuntimeReference.Numbers(node.Outputs[o].Type, expected[o]);
                    var differences = numbers.Zip(found[o], (a, b) => Math.Abs(a - b)).ToArray();
                    Assert.Equal(numbers.Length, found[o].Length);
                    Assert.True(differences.Max() <= MaxSteps, $"{node}, {options}: {differences.Max()} steps");
                    (elements, different) = (elements + numbers.Length, different + differences.Count(d => d > 0));
                }
            }
        }

        output.WriteLine($"{different} of {elements} elements differ");
        Assert.True(different <= (1 - LeastEqual) * elements, $"{different} of {elements} elements differ");
    }
}
