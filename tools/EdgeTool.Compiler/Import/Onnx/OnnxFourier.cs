using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>The discrete Fourier transform of a known length as a matrix of cosines and sines.</summary>
internal static class OnnxFourier
{
    /// <summary>
    /// Weights of FullyConnected, (bins * 2, samples * parts): real and imaginary part of each bin beside each other. Samples from the
    /// transform's length on count for nothing, missing ones are zeros.
    /// </summary>
    /// <param name="node">The operator.</param>
    /// <param name="graph">Bears the cost.</param>
    /// <param name="samples">How many there are.</param>
    /// <param name="parts">1 for real samples, 2 for complex ones.</param>
    /// <param name="length">Length of the transform.</param>
    /// <param name="bins">First bins that are wanted.</param>
    /// <param name="isInverse">Angles turn the other way, and sums are divided by the length.</param>
    public static Value Matrix(OnnxNode node, OnnxGraphBuilder graph, int samples, int parts, int length, int bins, bool isInverse)
    {
        graph.Charge(2L * bins * samples * parts, ElementType.Float32);
        var matrix = new float[2 * bins * samples * parts];
        for (var bin = 0; bin < bins; bin++)
        {
            for (var sample = 0; sample < Math.Min(samples, length); sample++)
            {
                var angle = 2 * Math.PI * ((long)bin * sample % length) / length;
                var (cos, sin) = isInverse ? (Math.Cos(angle) / length, Math.Sin(angle) / length) : (Math.Cos(angle), -Math.Sin(angle));
                var (real, imaginary) = (((2 * bin * samples) + sample) * parts, ((((2 * bin) + 1) * samples) + sample) * parts);
                (matrix[real], matrix[imaginary]) = ((float)cos, (float)sin);
                if (parts == 2)
                {
                    // (x + iy)(cos + i sin) = x cos - y sin + i(x sin + y cos)
                    (matrix[real + 1], matrix[imaginary + 1]) = ((float)-sin, (float)cos);
                }
            }
        }

        return OnnxGraphBuilder.Constant<float>(node, "fourier", new Shape(2 * bins, samples * parts), matrix);
    }
}
