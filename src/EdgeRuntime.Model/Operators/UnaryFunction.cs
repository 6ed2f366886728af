namespace EdgeRuntime.Model;

/// <summary>Functions of <see cref="UnaryMath"/>. The numbers are part of the file format.</summary>
public enum UnaryFunction
{
    Abs = 0,
    Neg = 1,
    Sign = 2,

    /// <summary>True becomes false.</summary>
    Not = 3,

    /// <summary>Every bit of an integer turned over.</summary>
    BitwiseNot = 4,

    IsNaN = 5,

    /// <summary>-infinity when alpha is not 0, +infinity when beta is not 0.</summary>
    IsInf = 6,

    /// <summary>min(max(x, alpha), beta).</summary>
    Clip = 7,

    Exp = 10,

    /// <summary>Natural logarithm.</summary>
    Log = 11,

    Sqrt = 12,
    Reciprocal = 13,
    Floor = 14,
    Ceil = 15,

    /// <summary>To the nearest integer, halves to the even one.</summary>
    Round = 16,

    Erf = 17,

    Sin = 20,
    Cos = 21,
    Tan = 22,
    Asin = 23,
    Acos = 24,
    Atan = 25,
    Sinh = 26,
    Cosh = 27,
    Asinh = 28,
    Acosh = 29,
    Atanh = 30,

    /// <summary>log(1 + exp(x)).</summary>
    Softplus = 40,

    /// <summary>x / (1 + |x|).</summary>
    Softsign = 41,

    /// <summary>x for x at or above 0, alpha (exp(x) - 1) below.</summary>
    Elu = 42,

    /// <summary>beta times Elu.</summary>
    Selu = 43,

    /// <summary>max(0, x) + min(0, alpha (exp(x / alpha) - 1)).</summary>
    Celu = 44,

    /// <summary>alpha x + beta, clipped to [0, 1].</summary>
    HardSigmoid = 45,

    /// <summary>x tanh(softplus(x)).</summary>
    Mish = 46,

    /// <summary>x times the normal distribution function (Hendrycks and Gimpel 2016).</summary>
    Gelu = 47,

    /// <summary>The same through tanh: x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))).</summary>
    GeluTanh = 48,

    /// <summary>x above alpha, 0 elsewhere.</summary>
    ThresholdedRelu = 49,

    /// <summary>x - beta above alpha, x + beta below -alpha, 0 between.</summary>
    Shrink = 50,

    /// <summary>x / (1 + exp(-alpha x)).</summary>
    Swish = 51,

    /// <summary>
    /// To the nearest binary floating-point number with alpha bits behind the leading one and no exponent below beta, halves to the even one;
    /// exponents have no upper end (P. Micikevicius et al., "FP8 Formats for Deep Learning", 2022).
    /// </summary>
    RoundFloat = 52,
}
