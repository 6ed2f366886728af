namespace EdgeRuntime.Kernels;

/// <summary>Trigonometric and hyperbolic functions.</summary>
internal static class CircularFunctions
{
    public readonly struct Sin : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Sin(x);
    }

    public readonly struct Cos : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Cos(x);
    }

    public readonly struct Tan : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Tan(x);
    }

    public readonly struct Asin : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Asin(x);
    }

    public readonly struct Acos : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Acos(x);
    }

    public readonly struct Atan : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Atan(x);
    }

    public readonly struct Sinh : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Sinh(x);
    }

    public readonly struct Cosh : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Cosh(x);
    }

    public readonly struct Asinh : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Asinh(x);
    }

    public readonly struct Acosh : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Acosh(x);
    }

    public readonly struct Atanh : IRealFunction
    {
        public static double Of(double x, double alpha, double beta) => Math.Atanh(x);
    }
}
