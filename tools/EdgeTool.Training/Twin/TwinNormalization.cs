using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace EdgeTool.Training;

/// <summary>
/// Batch normalization of (examples, channels, ...): scale * (x - mean) / sqrt(variance + epsilon) + offset, over the batch while training, over
/// running means afterwards (Ioffe and Szegedy 2015).
/// </summary>
public sealed class TwinNormalization : nn.Module<Tensor, Tensor>
{
    public const double Epsilon = 1e-3;
    private const double Momentum = 0.1;

    internal TwinNormalization(long channels)
        : base(nameof(TwinNormalization))
    {
        Scale = new Parameter(ones(channels), requires_grad: true);
        Offset = new Parameter(zeros(channels), requires_grad: true);
        (Mean, Variance) = (zeros(channels), ones(channels));
        register_parameter("scale", Scale);
        register_parameter("offset", Offset);
        register_buffer("mean", Mean);
        register_buffer("variance", Variance);
    }

    /// <summary>(channels)</summary>
    public Parameter Scale { get; }

    /// <summary>(channels)</summary>
    public Parameter Offset { get; }

    /// <summary>Running mean, (channels).</summary>
    public Tensor Mean { get; }

    /// <summary>Running variance, (channels).</summary>
    public Tensor Variance { get; }

    /// <summary>Whether mean and variance, and scale and offset with them, become those of the next input, which passes unchanged.</summary>
    internal bool IsAdopting { get; set; }

    public override Tensor forward(Tensor input)
    {
        if (IsAdopting)
        {
            Adopt(input);
            return input;
        }

        return nn.functional.batch_norm(input, Mean, Variance, Scale, Offset, training, Momentum, Epsilon);
    }

    private void Adopt(Tensor input)
    {
        long[] others = [.. Enumerable.Range(0, (int)input.Dimensions).Where(d => d != 1).Select(d => (long)d)];
        Mean.copy_(input.mean(others));
        Variance.copy_(input.var(others, unbiased: false));
        Scale.copy_((Variance + Epsilon).sqrt());
        Offset.copy_(Mean);
    }
}
