namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Integers h near given fractions with a small d' G d, d = h - fraction. First the nearest plane of the lattice (L. Babai, 1986; as
/// a quantizer of layers: E. Frantar et al., "GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers", 2022): one
/// weight after another is rounded to what makes good the errors of those before it. Then single steps as long as one helps. Never worse than
/// rounding to nearest.
/// </summary>
internal static class RoundingSearch
{
    private const int MaxSweeps = 16;

    /// <summary>A step must gain this share of what the weight costs by itself.</summary>
    private const float LeastGain = 1e-6f;

    /// <param name="fractions">Each weight in steps, less its floor: in [0, 1).</param>
    /// <param name="least">Smallest integer allowed for each weight.</param>
    /// <param name="most">Largest integer allowed for each weight.</param>
    /// <param name="moments">Second moments of the patches.</param>
    /// <returns>What to add to each floor.</returns>
    public static sbyte[] Solve(float[] fractions, sbyte[] least, sbyte[] most, SecondMoments moments)
    {
        var nearest = new float[fractions.Length];
        for (var k = 0; k < nearest.Length; k++)
        {
            nearest[k] = Math.Clamp(fractions[k] >= 0.5f ? 1 : 0, least[k], most[k]);
        }

        if (moments.Trace <= 0)
        {
            return Array.ConvertAll(nearest, h => (sbyte)h);
        }

        var plane = NearestPlane(fractions, least, most, moments);
        var better = Loss(plane, fractions, moments) < Loss(nearest, fractions, moments) ? plane : nearest;
        Step(better, fractions, least, most, moments);
        return Array.ConvertAll(better, h => (sbyte)h);
    }

    private static float[] NearestPlane(float[] fractions, sbyte[] least, sbyte[] most, SecondMoments moments)
    {
        var (h, errors) = (new float[fractions.Length], new float[fractions.Length]);
        for (var k = h.Length - 1; k >= 0; k--)
        {
            var row = moments.Factor.AsSpan(k * h.Length, h.Length);
            var wanted = fractions[k] - (SecondMoments.Dot(row[(k + 1)..], errors.AsSpan(k + 1)) / row[k]);
            h[k] = Math.Clamp(MathF.Round(wanted), least[k], most[k]);
            errors[k] = h[k] - fractions[k];
        }

        return h;
    }

    private static void Step(float[] h, float[] fractions, sbyte[] least, sbyte[] most, SecondMoments moments)
    {
        var product = Product(h, fractions, moments);
        for (var sweep = 0; sweep < MaxSweeps; sweep++)
        {
            var stepped = false;
            for (var k = 0; k < h.Length; k++)
            {
                var step = product[k] > 0 ? -1 : 1;
                var row = moments.Row(k);

                // (d + step e_k)' G (d + step e_k) - d' G d = 2 step (G d)_k + G_kk.
                if (h[k] + step >= least[k] && h[k] + step <= most[k] && (2 * step * product[k]) + row[k] < -LeastGain * row[k])
                {
                    h[k] += step;
                    SecondMoments.AddScaled(product, row, step);
                    stepped = true;
                }
            }

            if (!stepped)
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
