namespace EdgeRuntime.Kernels;

public static partial class TanhKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel) => SigmoidLoops.Bind<Function>(step, out kernel);

    private readonly struct Function : ISigmoid
    {
        public static int ResultBits => 7;

        public static int LargestLeftShift => 1;

        public static double Of(double x) => Math.Tanh(x);

        public static int OfFixed(int x, int integerBits) => FixedPointSigmoid.Tanh(x, integerBits);

        public static short OfInt16(short x, in SigmoidScaling scaling) => Int16Sigmoid.Tanh(x, scaling);
    }
}
