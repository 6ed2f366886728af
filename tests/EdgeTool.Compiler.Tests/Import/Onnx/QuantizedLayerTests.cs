using System.Runtime.InteropServices;
using System.Text;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TestKit;
using Xunit.Abstractions;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Every quantized layer of a published model, each on the very input that ONNX Runtime gave it: within one step of its output.</summary>
public class QuantizedLayerTests(ITestOutputHelper output)
{
    private const string Model = "onnx-models-history/shufflenet-v2-12-int8/shufflenet-v2-12-int8.onnx";

    [SharedFact]
    public void IsWithinOneStepOfOnnxRuntime()
    {
        var file = File.ReadAllBytes(Shared.PathOf("models", Model));
        var model = OnnxReader.Read(file);
        var layers = model.Graph.Operators.Where(o => o.OpType.StartsWith("QLinear", StringComparison.Ordinal)).ToList();
        var tensors = Tensors(file, layers.SelectMany(o => o.Inputs.Take(1).Concat(o.Outputs)).ToHashSet());
        var (elements, differing) = (0L, 0L);
        var offOf = new SortedDictionary<string, (int Layers, long Elements, long Off)>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            var (input, expected) = (tensors[layer.Inputs[0]], tensors[layer.Outputs[0]]);
            var found = Run(model, layer, input);
            Assert.Equal(expected.Bytes.Length, found.Length);
            var before = differing;
            elements += found.Length;
            for (var i = 0; i < found.Length; i++)
            {
                var difference = expected.Type == OnnxType.Int8 ? (sbyte)found[i] - (sbyte)expected.Bytes[i] : found[i] - expected.Bytes[i];
                Assert.True(Math.Abs(difference) <= 1, $"{layer.OpType} '{layer.Outputs[0]}', element {i}: {difference} steps");
                differing += difference == 0 ? 0 : 1;
            }

            var (count, all, off) = offOf.GetValueOrDefault(layer.OpType);
            offOf[layer.OpType] = (count + 1, all + found.Length, off + differing - before);
        }

        foreach (var (type, (count, all, off)) in offOf)
        {
            output.WriteLine($"{type}: {count} layers, {off} of {all} elements one step off");
        }

        output.WriteLine($"{layers.Count} layers, {differing} of {elements} elements one step off");
        Assert.True(layers.Count > 50 && differing * 400 < elements);
    }

    private static byte[] Run(OnnxModel model, OnnxOperator layer, (OnnxType Type, int[] Dimensions, byte[] Bytes) input)
    {
        var alone = new OnnxModel
        {
            Opsets = model.Opsets,
            SizeBytes = model.SizeBytes,
            Graph = new OnnxGraph
            {
                Operators = [layer],
                Initializers = [.. model.Graph.Initializers.Where(t => layer.Inputs.Contains(t.Name))],
                Inputs = [new OnnxValueInfo(layer.Inputs[0], input.Type, [.. input.Dimensions.Select(d => new OnnxDimension(d, ""))])],
                Outputs = [new OnnxValueInfo(layer.Outputs[0], input.Type, [])],
            },
        };
        var graph = OnnxImporter.Import(alone, ImportOptions.Default);
        Assert.Single(graph.Inputs[0].Scales);
        Assert.DoesNotContain(graph.Nodes, n => n.OpCode == OpCode.Cast);
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(ModelCompiler.Compile(graph, new CompileOptions { SelfTestCases = 0 }).Bytes));
        input.Bytes.CopyTo(interpreter.InputBytes(0));
        interpreter.Run();
        return interpreter.OutputBytes(0).ToArray();
    }

    /// <summary>Runs the model with ONNX Runtime and gives the named tensors: messages of one kind, one behind the other, are merged, so outputs can be added.</summary>
    private static Dictionary<string, (OnnxType Type, int[] Dimensions, byte[] Bytes)> Tensors(byte[] file, IReadOnlySet<string> names)
    {
        var outputs = OnnxBuilder.Message(graph => OnnxBuilder.Write(graph, 12, names.Select(n => OnnxBuilder.Message(o => OnnxBuilder.Write(o, 1, [Encoding.UTF8.GetBytes(n)])))));
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, IntraOpNumThreads = 1 };
        OnnxRuntimeReference.Exact(options);
        using var session = new InferenceSession([.. file, .. OnnxBuilder.Message(o => OnnxBuilder.Write(o, 7, [outputs]))], options);
        var (name, random) = (session.InputMetadata.Keys.Single(), new Random(1));
        var image = new float[3 * 224 * 224];
        foreach (ref var element in image.AsSpan())
        {
            element = (random.NextSingle() * 4) - 2;
        }

        using var results = session.Run([NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(image, [1, 3, 224, 224]))], [.. names]);
        return results.ToDictionary(r => r.Name, r => r.ElementType == TensorElementType.Int8
            ? (OnnxType.Int8, r.AsTensor<sbyte>().Dimensions.ToArray(), MemoryMarshal.AsBytes(r.AsTensor<sbyte>().ToArray().AsSpan()).ToArray())
            : (OnnxType.UInt8, r.AsTensor<byte>().Dimensions.ToArray(), r.AsTensor<byte>().ToArray()));
    }
}
