namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Minimizes d' G d over d = h - fraction, h 0 or 1. First relaxed, as in AdaRound: h = clip(1.2 sigmoid(v) - 0.1, 0, 1), a penalty
/// 1 - |2h - 1|^beta that grows sharper, Adam on v with the exact gradient; then single flips as long as one helps. Never worse than
/// rounding to nearest.
/// </summary>
internal static class RoundingSearch
{
    private const int Iterations = 120;
    private const float LearningRate = 0.08f;
    private const float Penalty = 0.05f;
    private const float FirstBeta = 20;
    private const float LastBeta = 2;
    private const int MaxSweeps = 8;

    /// <param name="fractions">Each weight in steps, less its floor: in [0, 1).</param>
    /// <param name="moments">Second moments of the patches.</param>
    /// <returns>1 to round up, 0 to round down, per weight.</returns>
    public static byte[] Solve(float[] fractions, SecondMoments moments)
    {
        var length = fractions.Length;
        var trace = 0.0;
        for (var k = 0; k < length; k++)
        {
            trace += moments.Row(k)[k];
        }

        var nearest = Array.ConvertAll(fractions, f => f >= 0.5f ? 1f : 0f);
        if (trace <= 0)
        {
            return Array.ConvertAll(nearest, h => (byte)h);
        }

        var scale = (float)(length / trace);
        var relaxed = Relax(fractions, moments, scale);
        var better = Loss(relaxed, fractions, moments) < Loss(nearest, fractions, moments) ? relaxed : nearest;
        Flip(better, fractions, moments);
        return Array.ConvertAll(better, h => (byte)h);
    }

    private static float[] Relax(float[] fractions, SecondMoments moments, float scale)
    {
        var length = fractions.Length;
        var (v, mean, variance, h) = (new float[length], new float[length], new float[length], new float[length]);
        for (var k = 0; k < length; k++)
        {
            var sigmoid = Math.Clamp((fractions[k] + 0.1f) / 1.2f, 0.01f, 0.99f);
            v[k] = MathF.Log(sigmoid / (1 - sigmoid));
        }

        for (var t = 1; t <= Iterations; t++)
        {
            for (var k = 0; k < length; k++)
            {
                h[k] = Math.Clamp((1.2f / (1 + MathF.Exp(-v[k]))) - 0.1f, 0, 1);
            }

            var gradient = Product(h, fractions, moments);
            var beta = LastBeta + ((FirstBeta - LastBeta) * 0.5f * (1 + MathF.Cos(MathF.PI * t / Iterations)));
            for (var k = 0; k < length; k++)
            {
                var centered = (2 * h[k]) - 1;
                var penalty = -2 * beta * MathF.Pow(Math.Abs(centered), beta - 1) * Math.Sign(centered);
                var sigmoid = 1 / (1 + MathF.Exp(-v[k]));
                var slope = h[k] is > 0 and < 1 ? 1.2f * sigmoid * (1 - sigmoid) : 0;
                var g = ((2 * scale * gradient[k]) + (Penalty * penalty)) * slope;
                mean[k] = (0.9f * mean[k]) + (0.1f * g);
                variance[k] = (0.999f * variance[k]) + (0.001f * g * g);
                v[k] -= LearningRate * (mean[k] / (1 - MathF.Pow(0.9f, t))) / (MathF.Sqrt(variance[k] / (1 - MathF.Pow(0.999f, t))) + 1e-8f);
            }
        }

        return Array.ConvertAll(h, x => x >= 0.5f ? 1f : 0f);
    }

    private static void Flip(float[] h, float[] fractions, SecondMoments moments)
    {
        var product = Product(h, fractions, moments);
        for (var sweep = 0; sweep < MaxSweeps; sweep++)
        {
            var flipped = false;
            for (var k = 0; k < h.Length; k++)
            {
                var step = 1 - (2 * h[k]);
                var row = moments.Row(k);

                // (d + step e_k)' G (d + step e_k) - d' G d = 2 step (G d)_k + G_kk.
                if ((2 * step * product[k]) + row[k] < -1e-6f * row[k])
                {
                    h[k] += step;
                    SecondMoments.AddScaled(product, row, step);
                    flipped = true;
                }
            }

            if (!flipped)
            {
                return;
            }
        }
    }

    /// <summary>G d.</summary>
    private static float[] Product(float[] h, float[] fractions, SecondMoments moments)
    {
        var product = new float[h.Length];
        for (var k = 0; k < h.Length; k++)
        {
            var d = h[k] - fractions[k];
            if (d != 0)
            {
                SecondMoments.AddScaled(product, moments.Row(k), d);
            }
        }

        return product;
    }

    private static double Loss(float[] h, float[] fractions, SecondMoments moments)
    {
        var (product, loss) = (Product(h, fractions, moments), 0.0);
        for (var k = 0; k < h.Length; k++)
        {
            loss += (double)product[k] * (h[k] - fractions[k]);
        }

        return loss;
    }
}
