using EdgeRuntime.Model;
using StbImageSharp;

namespace EdgeTool.Compiler.Datasets;

/// <summary>
/// A .png, .jpg or .bmp image at the size a model takes. Resized bilinearly with pixel centres at half coordinates, whole image,
/// aspect ratio not kept; grey from colour as the decoder weighs it.
/// </summary>
public static class ImageFile
{
    /// <param name="path">File.</param>
    /// <param name="inputShape">The model's input, (1, height, width, 1 or 3).</param>
    /// <returns>(height, width, channels), 0..255.</returns>
    /// <exception cref="DatasetException">No image, or the model takes none.</exception>
    public static float[] Read(string path, Shape inputShape)
    {
        if (inputShape.Rank < 3 || inputShape[-1] is not (1 or 3))
        {
            throw new DatasetException($"{path} is an image, but the model takes {inputShape}, not (1, height, width, 1 or 3).");
        }

        try
        {
            var channels = inputShape[-1];
            var image = ImageResult.FromMemory(File.ReadAllBytes(path), channels == 1 ? ColorComponents.Grey : ColorComponents.RedGreenBlue);
            return Resize(image.Data, image.Height, image.Width, channels, inputShape[-3], inputShape[-2]);
        }
        catch (Exception e) when (e is InvalidOperationException or IndexOutOfRangeException or EndOfStreamException)
        {
            throw new DatasetException($"{path} is no readable image: {e.Message}", e);
        }
    }

    /// <summary>Bilinear: output pixel i samples the input at (i + 0.5) * inputSize / outputSize - 0.5, clamped to the border.</summary>
    /// <returns>(outputH, outputW, channels), rounded to whole numbers.</returns>
    public static float[] Resize(ReadOnlySpan<byte> pixels, int inputH, int inputW, int channels, int outputH, int outputW)
    {
        var values = new float[outputH * outputW * channels];
        for (var y = 0; y < outputH; y++)
        {
            var (y0, y1, fy) = Neighbours(y, inputH, outputH);
            for (var x = 0; x < outputW; x++)
            {
                var (x0, x1, fx) = Neighbours(x, inputW, outputW);
                for (var c = 0; c < channels; c++)
                {
                    var top = double.Lerp(pixels[(((y0 * inputW) + x0) * channels) + c], pixels[(((y0 * inputW) + x1) * channels) + c], fx);
                    var bottom = double.Lerp(pixels[(((y1 * inputW) + x0) * channels) + c], pixels[(((y1 * inputW) + x1) * channels) + c], fx);
                    values[(((y * outputW) + x) * channels) + c] = (float)Math.Round(double.Lerp(top, bottom, fy), MidpointRounding.AwayFromZero);
                }
            }
        }

        return values;
    }

    private static (int First, int Second, double Fraction) Neighbours(int output, int inputSize, int outputSize)
    {
        var position = Math.Clamp(((output + 0.5) * inputSize / outputSize) - 0.5, 0, inputSize - 1);
        var first = (int)position;
        return (first, Math.Min(first + 1, inputSize - 1), position - first);
    }
}
