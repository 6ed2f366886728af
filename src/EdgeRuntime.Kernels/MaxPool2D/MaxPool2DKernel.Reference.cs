using System.Numerics;

namespace EdgeRuntime.Kernels;

public static partial class MaxPool2DKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel) =>
        ScalarPools.Bind<FloatLargest, IntegerLargest<sbyte>, IntegerLargest<byte>, IntegerLargest<short>>(step, out kernel);

    private readonly struct FloatLargest : IPoolReduction<float, float>
    {
        public static float Start => float.MinValue;

        public static float Add(float largest, float element) => element > largest ? element : largest;

        public static float Finish(float largest, int count, in PoolLimits limits) =>
            Math.Min(Math.Max(largest, limits.RealMin), limits.RealMax);
    }

    private readonly struct IntegerLargest<T> : IPoolReduction<T, int> where T : unmanaged, IBinaryInteger<T>
    {
        public static int Start => int.MinValue;

        public static int Add(int largest, T element) => Math.Max(largest, int.CreateTruncating(element));

        public static T Finish(int largest, int count, in PoolLimits limits) =>
            T.CreateTruncating(Math.Min(Math.Max(largest, limits.Min), limits.Max));
    }
}
