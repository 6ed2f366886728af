using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Functions of one element, as <see cref="UnaryFunction"/> defines them.</summary>
internal static class UnaryTwins
{
    public static Tensor[] UnaryMath(TwinCall call)
    {
        var record = call.Record<UnaryMath>();
        return [Of(call, call.Input(0), record.Function, record.Alpha, record.Beta)];
    }

    private static Tensor Of(TwinCall call, Tensor x, UnaryFunction function, float alpha, float beta) => function switch
    {
        UnaryFunction.Abs => x.abs(),
        UnaryFunction.Neg => x.neg(),
        UnaryFunction.Sign => x.sign(),
        UnaryFunction.Not => x.logical_not(),
        UnaryFunction.Clip => x.clamp(alpha, beta),
        UnaryFunction.Exp => x.exp(),
        UnaryFunction.Log => x.log(),
        UnaryFunction.Sqrt => x.sqrt(),
        UnaryFunction.Reciprocal => x.reciprocal(),
        UnaryFunction.Floor => x.floor(),
        UnaryFunction.Ceil => x.ceil(),
        UnaryFunction.Round => x.round(),
        UnaryFunction.RoundFloat => RoundFloat(x, alpha, beta),
        UnaryFunction.Erf => x.erf(),
        UnaryFunction.Sin => x.sin(),
        UnaryFunction.Cos => x.cos(),
        UnaryFunction.Tan => x.tan(),
        UnaryFunction.Asin => x.asin(),
        UnaryFunction.Acos => x.acos(),
        UnaryFunction.Atan => x.atan(),
        UnaryFunction.Sinh => x.sinh(),
        UnaryFunction.Cosh => x.cosh(),
        UnaryFunction.Asinh => x.asinh(),
        UnaryFunction.Acosh => x.acosh(),
        UnaryFunction.Atanh => x.atanh(),
        UnaryFunction.Softplus => x.softplus(),
        UnaryFunction.Softsign => x / (x.abs() + 1),
        UnaryFunction.Elu => Elu(x, alpha),
        UnaryFunction.Selu => Elu(x, alpha) * beta,
        UnaryFunction.Celu => x.celu(alpha),
        UnaryFunction.HardSigmoid => ((x * alpha) + beta).clamp(0, 1),
        UnaryFunction.Mish => x * x.softplus().tanh(),
        UnaryFunction.Gelu => x * ((x / Math.Sqrt(2)).erf() + 1) / 2,
        UnaryFunction.GeluTanh => x / 2 * (((x + (x.pow(3) * 0.044715)) * Math.Sqrt(2 / Math.PI)).tanh() + 1),
        UnaryFunction.ThresholdedRelu => x * x.gt(alpha).to_type(ScalarType.Float32),
        UnaryFunction.Shrink => ((x - beta) * x.gt(alpha).to_type(ScalarType.Float32)) + ((x + beta) * x.lt(-alpha).to_type(ScalarType.Float32)),
        UnaryFunction.Swish => x * (x * alpha).sigmoid(),
        _ => throw new NotSupportedException($"'{call.Node.Name}': {function} has no trainable form."),
    };

    private static Tensor RoundFloat(Tensor x, float mantissaBits, float leastExponent)
    {
        var step = (x.abs().log2().floor().clamp(min: leastExponent) - mantissaBits).exp2();
        return (x / step).round() * step;
    }

    /// <summary>The exponential sees no positive numbers, whose overflow would spoil the gradient.</summary>
    private static Tensor Elu(Tensor x, float alpha) => x.clamp(min: 0) + (x.clamp(max: 0).expm1() * alpha);
}
