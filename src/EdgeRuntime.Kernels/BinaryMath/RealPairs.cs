namespace EdgeRuntime.Kernels;

/// <summary>Arithmetic of two real numbers.</summary>
internal static class RealPairs
{
    public readonly struct Div : IPairFunction<float>
    {
        public static float Of(float a, float b) => a / b;
    }

    public readonly struct Pow : IPairFunction<float>
    {
        public static float Of(float a, float b) => (float)Math.Pow(a, b);
    }

    public readonly struct Mod : IPairFunction<float>
    {
        public static float Of(float a, float b)
        {
            var remainder = (double)a % b;
            return (float)(remainder != 0 && remainder < 0 != b < 0 ? remainder + b : remainder);
        }
    }

    public readonly struct FMod : IPairFunction<float>
    {
        public static float Of(float a, float b) => a % b;
    }
}
