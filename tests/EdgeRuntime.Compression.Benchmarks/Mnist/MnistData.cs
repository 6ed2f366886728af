using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Compiler.Quantization;
using EdgeTool.Training;

namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>Handwritten digits (LeCun et al. 1998), pixels 0..1.</summary>
internal sealed record MnistData(float[] Pixels, int[] Labels)
{
    private const int ImagePixels = 28 * 28;

    /// <summary>60,000 images, sorted by class: the training loop shuffles.</summary>
    public static MnistData Train() => Read("train");

    /// <summary>Images that no training sees.</summary>
    public static MnistData Test() => Read("test-dev");

    /// <summary>For the training loop.</summary>
    public TrainingData For(Shape input) => new([input], [Pixels], Labels, [], [.. Enumerable.Range(0, Labels.Length)], [.. Labels.Select((_, i) => $"{i}")]);

    /// <summary>For the interpreter and calibration; every <paramref name="every"/>th image.</summary>
    public InputSamples Samples(int every = 1)
    {
        var chosen = Enumerable.Range(0, Labels.Length).Where(i => i % every == 0).ToArray();
        return InputSamples.Of(
            chosen.Select(i => MemoryMarshal.AsBytes(Pixels.AsSpan(i * ImagePixels, ImagePixels)).ToArray()), chosen.Select(i => Labels[i]));
    }

    private static MnistData Read(string part)
    {
        var folder = Path.Combine(
            Environment.GetEnvironmentVariable("EDGE_SHARED") ?? throw new DatasetException("EDGE_SHARED names no folder with data/mnist."), "data", "mnist");
        var images = IdxReader.Read(Path.Combine(folder, $"{part}-images-idx3-ubyte.gz")).Bytes;
        var labels = IdxReader.Read(Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz")).Bytes;
        return new MnistData(Array.ConvertAll(images, p => p / 255f), Array.ConvertAll(labels, l => (int)l));
    }
}
