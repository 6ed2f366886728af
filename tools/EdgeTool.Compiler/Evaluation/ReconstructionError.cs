namespace EdgeTool.Compiler.Evaluation;

/// <summary>Mean (x - x')^2 between what an autoencoder took and what it gave, both in real units: its anomaly score.</summary>
public static class ReconstructionError
{
    public static double Of(ReadOnlySpan<float> input, ReadOnlySpan<float> output)
    {
        var sum = 0.0;
        for (var i = 0; i < input.Length; i++)
        {
            sum += ((double)input[i] - output[i]) * ((double)input[i] - output[i]);
        }

        return sum / Math.Max(1, input.Length);
    }
}
