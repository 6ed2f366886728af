using System.Runtime.InteropServices;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Compiler.Quantization;
using TestKit;

namespace EdgeTool.Training.Tests;

/// <summary>Handwritten digits, pixels 0..1. The training file is sorted by class.</summary>
internal sealed record MnistData(float[][] Images, int[] Labels)
{
    private const int Pixels = 28 * 28;

    /// <summary>Training images in an order of a fixed seed.</summary>
    public static MnistData Train(int count)
    {
        var (all, order) = (Read("train"), Enumerable.Range(0, 60_000).ToArray());
        new SplitMix(11).Shuffle(order);
        return new MnistData([.. order.Take(count).Select(i => all.Images[i])], [.. order.Take(count).Select(i => all.Labels[i])]);
    }

    public static MnistData Test() => Read("test-dev");

    public InputSamples Samples(int count) =>
        InputSamples.Of(Images.Take(count).Select(x => MemoryMarshal.AsBytes(x.AsSpan()).ToArray()), Labels.Take(count));

    private static MnistData Read(string part)
    {
        var images = IdxReader.Read(Shared.PathOf("data/mnist", $"{part}-images-idx3-ubyte.gz")).Bytes;
        var labels = IdxReader.Read(Shared.PathOf("data/mnist", $"{part}-labels-idx1-ubyte.gz")).Bytes;
        return new MnistData([.. images.Chunk(Pixels).Select(image => Array.ConvertAll(image, p => p / 255f))], Array.ConvertAll(labels, l => (int)l));
    }
}
