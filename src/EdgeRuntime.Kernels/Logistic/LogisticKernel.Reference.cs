namespace EdgeRuntime.Kernels;

public static partial class LogisticKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel) => SigmoidLoops.Bind<Function>(step, out kernel);

    private readonly struct Function : ISigmoid
    {
        public static int ResultBits => 8;

        public static int LargestLeftShift => 0;

        public static double Of(double x) => 1 / (1 + Math.Exp(-x));

        public static int OfFixed(int x, int integerBits) => FixedPointSigmoid.Logistic(x, integerBits);

        public static short OfInt16(short x, in SigmoidScaling scaling) => Int16Sigmoid.Logistic(x, scaling);
    }
}
