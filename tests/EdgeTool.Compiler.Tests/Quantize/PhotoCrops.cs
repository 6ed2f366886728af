using System.Runtime.InteropServices;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Compiler.Quantization;
using StbImageSharp;
using TestKit;

namespace EdgeTool.Compiler.Tests.Quantization;

/// <summary>Square crops at random places and scales of a few real photographs, scaled to [-1, 1] as MobileNets are trained.</summary>
internal static class PhotoCrops
{
    private const string Coral = "models/google-coral", Persons = "models/tflite-micro/tensorflow/lite/micro/examples/person_detection/testdata";
    private const int RawSide = 224;

    /// <summary>Photographs that calibrate: a crowd and a bird.</summary>
    public static readonly string[] Calibration = ["models/ultra-light-face/imgs/17.jpg", $"{Coral}/bird.rgb"];

    /// <summary>Photographs that are judged: one of them never seen in calibration.</summary>
    public static readonly string[] All = [.. Calibration, $"{Coral}/sunflower.rgb"];

    /// <summary>Small and grey, so that their crops are smooth: nothing like the others.</summary>
    public static readonly string[] Grey = [$"{Persons}/person.bmp", $"{Persons}/no_person.bmp"];

    /// <summary>Crops taken from each photograph in turn, for a model's input.</summary>
    public static InputSamples Of(Graph graph, IReadOnlyList<string> photographs, int count, int seed)
    {
        var shape = graph.Inputs[0].Shape;
        var isChannelsFirst = shape[1] == 3;
        var side = shape[2];
        var random = new Random(seed);
        var images = photographs.Select(p => Read(Path.IsPathRooted(p) ? p : Shared.PathOf(p))).ToList();
        return InputSamples.Of(Enumerable.Range(0, count).Select(i =>
        {
            var pixels = Crop(images[i % images.Count], random, side);
            var values = new float[pixels.Length];
            for (var k = 0; k < values.Length; k++)
            {
                values[isChannelsFirst ? (k % 3 * side * side) + (k / 3) : k] = (pixels[k] - 127.5f) / 127.5f;
            }

            return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        }));
    }

    /// <summary>A square of 40 to 100 % of the shorter side, resized.</summary>
    private static float[] Crop((byte[] Pixels, int Height, int Width) image, Random random, int side)
    {
        var size = (int)(Math.Min(image.Height, image.Width) * (0.4 + (0.6 * random.NextDouble())));
        var (top, left) = (random.Next(image.Height - size + 1), random.Next(image.Width - size + 1));
        var square = new byte[size * size * 3];
        for (var y = 0; y < size; y++)
        {
            image.Pixels.AsSpan((((top + y) * image.Width) + left) * 3, size * 3).CopyTo(square.AsSpan(y * size * 3));
        }

        return ImageFile.Resize(square, size, size, 3, side, side);
    }

    private static (byte[] Pixels, int Height, int Width) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (Path.GetExtension(path) == ".rgb")
        {
            return (bytes, RawSide, RawSide);
        }

        var image = ImageResult.FromMemory(bytes, ColorComponents.RedGreenBlue);
        return (image.Data, image.Height, image.Width);
    }
}
