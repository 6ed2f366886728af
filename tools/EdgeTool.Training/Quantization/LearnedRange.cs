using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace EdgeTool.Training;

/// <summary>
/// Range of a tensor of activations, its width learned: the gradient of a step is that of LSQ (Esser et al. 2020, equation 3), and what is
/// learned is its logarithm, so that one learning rate fits all tensors (Jain et al. 2020, "Trained Quantization Thresholds", section 3).
/// </summary>
internal sealed class LearnedRange
{
    private readonly ValueRange _first;
    private readonly ElementType _type;

    /// <param name="first">As calibrated.</param>
    /// <param name="type">int8 or int16.</param>
    public LearnedRange(ValueRange first, ElementType type)
    {
        (_first, _type) = (first, type);
        Logarithm = new Parameter(zeros(1), requires_grad: true);
    }

    /// <summary>Of the width now over the width at first, (1).</summary>
    public Parameter Logarithm { get; }

    /// <summary>The range now.</summary>
    public ValueRange Range
    {
        get
        {
            var factor = MathF.Exp(Logarithm.detach().item<float>());
            return new ValueRange(_first.Min * factor, _first.Max * factor);
        }
    }

    /// <summary>The very scale and zero point that the packed model gets.</summary>
    public ValueFormat Format => ValueFormat.Of(_type, Range);

    /// <summary>Real numbers at the nearest of the steps, in single precision.</summary>
    public Tensor Quantize(Tensor real)
    {
        var format = Format;
        var (min, max) = _type.QuantizedRange();
        var step = format.Scale * (Logarithm - Logarithm.detach()).exp();
        var steps = (real / step).clamp(min - format.ZeroPoint, max - format.ZeroPoint);
        return Rounding.StraightThrough(steps) * step;
    }
}
