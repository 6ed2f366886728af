namespace EdgeRuntime.Pipeline;

/// <summary><c>clip</c>: min(max(x, min), max), each one number or one per channel; a NaN becomes min.</summary>
internal sealed class ClipStage(float[] min, float[] max) : IPreprocessStage
{
    public static StageKind Kind { get; } = new(
        "clip",
        [new StageNumber("min", null), new StageNumber("max", null)],
        Create);

    public void Apply(Span<float> window)
    {
        int a = 0, b = 0;
        for (var i = 0; i < window.Length; i++)
        {
            var raised = window[i] > min[a] ? window[i] : min[a];
            window[i] = raised < max[b] ? raised : max[b];
            a = a + 1 == min.Length ? 0 : a + 1;
            b = b + 1 == max.Length ? 0 : b + 1;
        }
    }

    private static ClipStage Create(float[][] numbers)
    {
        var (min, max) = (numbers[0], numbers[1]);
        for (var i = 0; i < Math.Max(min.Length, max.Length); i++)
        {
            var (low, high) = (min[i % min.Length], max[i % max.Length]);
            if (low > high)
            {
                throw new ContractException($"'min' is {low:R}, above 'max', which is {high:R}.");
            }
        }

        return new ClipStage(min, max);
    }
}
