namespace EdgeRuntime.Kernels;

/// <summary>Activations of neural networks, each written so that no intermediate overflows where the result does not.</summary>
internal static class ActivationFunctions
{
    public readonly struct Softplus : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
    }

    public readonly struct Softsign : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => x / (1 + Math.Abs(x));
    }

    public readonly struct Elu : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => x >= 0 ? x : alpha * (Math.Exp(x) - 1);
    }

    public readonly struct Selu : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => beta * Elu.Of(x, alpha, beta);
    }

    public readonly struct Celu : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => x >= 0 ? x : alpha * (Math.Exp(x / alpha) - 1);
    }

    public readonly struct HardSigmoid : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Clamp((alpha * x) + beta, 0, 1);
    }

    public readonly struct Mish : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => x * Math.Tanh(Softplus.Of(x, alpha, beta));
    }

    public readonly struct Gelu : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => x / 2 * ErrorFunction.Erfc(-x / Math.Sqrt(2));
    }

    public readonly struct GeluTanh : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));
    }

    public readonly struct ThresholdedRelu : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => x > alpha ? x : 0;
    }

    public readonly struct Shrink : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => x > alpha ? x - beta : x < -alpha ? x + beta : 0;
    }

    public readonly struct Swish : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => x / (1 + Math.Exp(-alpha * x));
    }
}
