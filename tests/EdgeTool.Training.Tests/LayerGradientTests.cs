namespace EdgeTool.Training.Tests;

/// <summary>Every layer's gradients are what small differences of its output say.</summary>
public class LayerGradientTests
{
    private const float Step = 1e-2f;

    public static TheoryData<string> Layers => ["convolution", "pool", "dense", "image convolution", "image pool"];

    [Theory]
    [MemberData(nameof(Layers))]
    public void GradientsFollowTheOutput(string kind)
    {
        var random = new SplitMix(3);
        ILayer layer = kind switch
        {
            "convolution" => new ConvolutionLayer(8, 3, 5, 5, 2, random),
            "pool" => new AveragePoolLayer(8, 3, 4),
            "image convolution" => new ImageConvolutionLayer(2, 6, 4, 3, 1, random),
            "image pool" => new ImagePoolLayer(2, 6),
            _ => new DenseLayer(24, 5, random),
        };
        float[] Random(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.Uniform(-1, 1))];
        var (input, weight) = (Random(24), Random(layer.OutputLength));
        foreach (var parameter in layer.Parameters.Where(p => p.Values.All(v => v == 0)))
        {
            // Far from zero, so that no small step crosses the ReLU's corner.
            Array.Fill(parameter.Values, 4f);
        }

        layer.Forward(input);
        var inputGradient = layer.Backward((float[])weight.Clone()).ToArray();
        Check(input, inputGradient);
        foreach (var parameter in layer.Parameters)
        {
            Check(parameter.Values, parameter.Gradient);
        }

        void Check(float[] values, float[] gradient)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var kept = values[i];
                values[i] = kept + Step;
                var above = Weighted();
                values[i] = kept - Step;
                var below = Weighted();
                values[i] = kept;
                Assert.Equal((above - below) / (2 * Step), gradient[i], 2e-3);
            }
        }

        double Weighted() => layer.Forward(input).Select((y, i) => (double)y * weight[i]).Sum();
    }
}
