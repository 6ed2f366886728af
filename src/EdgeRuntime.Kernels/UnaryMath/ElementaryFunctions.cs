namespace EdgeRuntime.Kernels;

/// <summary>Arithmetic, rounding, exponential and logarithm.</summary>
internal static class ElementaryFunctions
{
    public readonly struct Abs : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Abs(x);
    }

    public readonly struct Neg : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => -x;
    }

    public readonly struct Sign : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => x > 0 ? 1 : x < 0 ? -1 : x;
    }

    public readonly struct Clip : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => x < alpha ? alpha : x > beta ? beta : x;
    }

    public readonly struct Exp : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Exp(x);
    }

    public readonly struct Log : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Log(x);
    }

    public readonly struct Sqrt : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Sqrt(x);
    }

    public readonly struct Reciprocal : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => 1 / x;
    }

    public readonly struct Floor : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Floor(x);
    }

    public readonly struct Ceil : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Ceiling(x);
    }

    public readonly struct Round : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Round(x, MidpointRounding.ToEven);
    }

    public readonly struct RoundFloat : IRealFunction
    {
        public static double Of(double x, double alpha, double beta)
        {
            if (!double.IsFinite(x))
            {
                return x;
            }

            var exponent = x is 0 ? beta : Math.Max(Math.ILogB(x), beta);
            var step = Math.Pow(2, exponent - alpha);
            return Math.Round(x / step, MidpointRounding.ToEven) * step;
        }
    }

    public readonly struct Erf : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => ErrorFunction.Erf(x);
    }
}
