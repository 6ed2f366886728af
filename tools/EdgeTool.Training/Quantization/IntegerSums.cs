using EdgeRuntime.Kernels;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>
/// From a layer's real output in double precision back to its whole sums, which double precision holds exactly, and on to the output's
/// integers by the arithmetic of the integer operators: rounding doubling high multiply, then rounding division (Jacob et al. 2018,
/// section 2.2), or the single rounding of 16-bit activations.
/// </summary>
internal static class IntegerSums
{
    /// <summary>Parts of a step; more than any window has elements.</summary>
    private const double Fine = 1 << 24;

    /// <summary>What the packed layer's output means.</summary>
    /// <param name="real">(..., channels), after the fused activation.</param>
    /// <param name="input">Format of the input.</param>
    /// <param name="weightScales">(channels)</param>
    /// <param name="output">Format of the output.</param>
    /// <param name="activation">The fused activation.</param>
    /// <param name="singleProduct">The product of input and weight scales is rounded to single precision.</param>
    /// <param name="isWide">Sums of 64 bits, rescaled with one rounding.</param>
    public static Tensor Requantize(
        Tensor real, ValueFormat input, float[] weightScales, ValueFormat output, Activation activation, bool singleProduct, bool isWide)
    {
        var products = weightScales.Select(s => (double)input.Scale * s).ToArray();
        var sums = (real / tensor(products)).round().to(ScalarType.Int64);
        var factors = Array.ConvertAll(weightScales, s => QuantizedMultiplier.From((singleProduct ? input.Scale * s : (double)input.Scale * s) / output.Scale));
        var multipliers = tensor(Array.ConvertAll(factors, f => (long)f.Multiplier));
        var shifts = Array.ConvertAll(factors, f => (long)f.Shift);
        var rescaled = isWide ? Wide(sums, factors) : Narrow(sums, multipliers, shifts);
        var (min, max) = ActivationRange.Quantized(activation, output.Type, output.Scale, output.ZeroPoint);
        return ((rescaled + output.ZeroPoint).clamp(min, max) - output.ZeroPoint).to(ScalarType.Float64) * output.Scale;
    }

    /// <summary>
    /// The nearest step of a format. Averages of whole steps come in double precision with the last bits off, which must not decide on halves;
    /// what the graph is given is divided in single precision, as Quantize does.
    /// </summary>
    public static Tensor Nearest(Tensor real, ValueFormat format)
    {
        var (min, max) = format.Type.QuantizedRange();
        var steps = real.dtype == ScalarType.Float32
            ? Rounding.AwayFromZero(real / format.Scale) + format.ZeroPoint
            : Rounding.AwayFromZero((((real / format.Scale) + format.ZeroPoint) * Fine).round() / Fine);
        return (steps.clamp(min, max).to(ScalarType.Float64) - format.ZeroPoint) * format.Scale;
    }

    private static Tensor Narrow(Tensor sums, Tensor multipliers, long[] shifts)
    {
        var left = tensor(Array.ConvertAll(shifts, s => Math.Max(s, 0)));
        var right = tensor(Array.ConvertAll(shifts, s => Math.Max(-s, 0)));
        var half = tensor(Array.ConvertAll(shifts, s => s < 0 ? 1L << (int)(-s - 1) : 0));
        var high = (sums.bitwise_left_shift(left) * multipliers + (1L << 30)).bitwise_right_shift(tensor(31L));
        var away = high.lt(0).logical_and(right.gt(0)).to(ScalarType.Int64);
        return (high + half - away).bitwise_right_shift(right);
    }

    private static Tensor Wide(Tensor sums, QuantizedMultiplier[] factors)
    {
        var significands = tensor(Array.ConvertAll(factors, f => Math.Min((f.Multiplier + (1L << 15)) >> 16, 0x7FFF)));
        var half = tensor(Array.ConvertAll(factors, f => 1L << (14 - f.Shift)));
        var shift = tensor(Array.ConvertAll(factors, f => 15L - f.Shift));
        return ((sums * significands) + half).bitwise_right_shift(shift);
    }
}
