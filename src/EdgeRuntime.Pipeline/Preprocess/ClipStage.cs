using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary><c>clip</c>: min(max(x, min), max), each one number or one per channel; a NaN becomes min.</summary>
internal sealed class ClipStage(Shape shape, float[] min, float[] max) : IPreprocessStage
{
    public static StageKind Kind { get; } = new(
        "clip",
        [new StageNumber("min", null) { MayBePerChannel = true }, new StageNumber("max", null) { MayBePerChannel = true }],
        Create);

    public Shape Input => shape;

    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        int a = 0, b = 0;
        for (var i = 0; i < output.Length; i++)
        {
            var raised = input[i] > min[a] ? input[i] : min[a];
            output[i] = raised < max[b] ? raised : max[b];
            a = a + 1 == min.Length ? 0 : a + 1;
            b = b + 1 == max.Length ? 0 : b + 1;
        }
    }

    private static ClipStage Create(StageParameters parameters)
    {
        var (min, max) = (parameters.PerChannel("min"), parameters.PerChannel("max"));
        for (var i = 0; i < parameters.Output.ElementCount; i++)
        {
            var (low, high) = (min[i % min.Length], max[i % max.Length]);
            if (low > high)
            {
                throw new ContractException($"'min' is {low:R}, above 'max', which is {high:R}.");
            }
        }

        return new ClipStage(parameters.Output, min, max);
    }
}
