using EdgeTool.Compiler.Quantization;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace EdgeTool.Training;

/// <summary>Grid of a layer's weights: a step for each output channel, learned as <see cref="LearnedRange"/> is.</summary>
internal sealed class LearnedSteps
{
    private readonly Tensor _first;
    private readonly long[] _alongChannels;

    /// <param name="layer">The float layer.</param>
    /// <param name="limit">Largest number of steps: 127, 7 or 1.</param>
    public LearnedSteps(WeightedLayer layer, int limit)
    {
        (Limit, _alongChannels) = (limit, [.. layer.Weights.Shape.Span.ToArray().Select((_, axis) => axis == layer.ChannelAxis ? layer.Channels : 1L)]);
        _first = tensor([.. Enumerable.Range(0, layer.Channels).Select(c => FirstStep(layer.Filter(c), limit))], _alongChannels).DetachFromDisposeScope();
        Logarithm = new Parameter(zeros(_alongChannels), requires_grad: true);
    }

    public int Limit { get; }

    /// <summary>Of each step now over the step at first, in the weights' shape with 1 for all but the channels.</summary>
    public Parameter Logarithm { get; }

    /// <summary>The steps now, (channels).</summary>
    public float[] Scales => TwinTensors.Floats((_first * Logarithm.detach().exp()).reshape(-1));

    /// <summary>The grid that the packed model gets.</summary>
    public WeightSteps Grid => new(Scales, null, Limit);

    /// <summary>Weights at the nearest of the steps.</summary>
    public Tensor Quantize(Tensor weights)
    {
        var step = _first * Logarithm.exp();
        return Rounding.StraightThrough((weights / step).clamp(-Limit, Limit)) * step;
    }

    /// <summary>The same in double precision: the quotient is single precision's, as the quantizer has it, the product is exact.</summary>
    public Tensor Exact(Tensor weights)
    {
        var step = tensor(Scales).reshape(_alongChannels);
        return Rounding.AwayFromZero(weights / step).clamp(-Limit, Limit).to(ScalarType.Float64) * step.to(ScalarType.Float64);
    }

    /// <summary>8 bits reach the largest weight; few steps begin as LSQ has them, at 2 E|w| / sqrt(limit) (Esser et al. 2020, section 2.1).</summary>
    private static float FirstStep(float[] filter, int limit)
    {
        var step = limit > 7 ? filter.Max(Math.Abs) / limit : 2 * filter.Average(Math.Abs) / MathF.Sqrt(limit);
        return step > 0 ? Math.Max(step, 1e-9f) : 1f / limit;
    }
}
