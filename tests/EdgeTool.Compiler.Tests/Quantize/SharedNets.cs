using System.Runtime.InteropServices;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Compiler.Quantization;
using TestKit;

namespace EdgeTool.Compiler.Tests.Quantization;

/// <summary>Float models of the outside world with their data.</summary>
internal static class SharedNets
{
    private const string Trained = "models/mlperf-tiny-models/benchmark/training";

    /// <summary>Scale and zero point of the input that kws01's files were quantized for.</summary>
    private const double KwsScale = 0.584702909;
    private const int KwsZeroPoint = 83;

    public static Graph Resnet() => Simplified($"{Trained}/image_classification/trained_models/pretrainedResnet.tflite");

    public static Graph Kws() => Simplified($"{Trained}/keyword_spotting/trained_models/kws_ref_model_float32.tflite");

    public static Graph MobileNetV1() => Simplified("models/tflite-support/tensorflow_lite_support/cc/test/testdata/task/vision/mobilenet_v1_0.25_224_1_default_1.tflite");

    public static Graph MobileNetV2() => Simplified("models/st-modelzoo-services/common/onnx_utils/sample_models/mobilenet_v2_0.35_128_tfs_channel_first.onnx");

    public static InputSamples CifarTrain(Graph graph, int count) => Read(graph, "data/cifar10/cifar10_train_0_3000.bin.gz", count);

    public static InputSamples CifarTest(Graph graph, int count) => Read(graph, "data/cifar10/cifar10_test_jpgdecoded_dev.bin.gz", count);

    public static InputSamples Ic01(Graph graph) => Read(graph, "data/mlperf-tiny-eval/ic01", int.MaxValue);

    public static InputSamples Kws01(Graph graph, int count) => Read(graph, "data/mlperf-tiny-eval/kws01", count,
        new DatasetDescription { ElementType = "int8", Scale = KwsScale, Offset = -KwsZeroPoint * KwsScale });

    /// <summary>32 x 32 pixels at the size of a model's input, channels first, -1..1.</summary>
    public static InputSamples Upsampled(Graph graph, int count)
    {
        var (small, shape) = (CifarTest(Resnet(), count), graph.Inputs[0].Shape);
        return InputSamples.Of(Enumerable.Range(0, count).Select(i =>
        {
            byte[] pixels = [.. MemoryMarshal.Cast<byte, float>(small.Bytes(i)).ToArray().Select(x => (byte)x)];
            var image = ImageFile.Resize(pixels, 32, 32, 3, shape[2], shape[3]);
            var values = new float[image.Length];
            for (var k = 0; k < image.Length; k++)
            {
                values[(k % 3 * shape[2] * shape[3]) + (k / 3)] = (image[k] - 127.5f) / 127.5f;
            }

            return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        }));
    }

    private static Graph Simplified(string path)
    {
        var graph = SourceModel.Import(Shared.PathOf(path));
        GraphSimplifier.Simplify(graph);
        return graph;
    }

    private static InputSamples Read(Graph graph, string path, int count, DatasetDescription? description = null) =>
        InputSamples.Read(graph, DatasetReader.Open(Shared.PathOf(path), graph.Inputs[0].Shape, description), count);
}
