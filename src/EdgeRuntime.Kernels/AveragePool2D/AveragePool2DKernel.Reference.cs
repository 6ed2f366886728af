using System.Numerics;

namespace EdgeRuntime.Kernels;

public static partial class AveragePool2DKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel) =>
        ScalarPools.Bind<FloatAverage, IntegerAverage<sbyte>, IntegerAverage<byte>, IntegerAverage<short>>(step, out kernel);

    private readonly struct FloatAverage : IPoolReduction<float, float>
    {
        public static float Start => 0;

        public static float Add(float sum, float element) => sum + element;

        public static float Finish(float sum, int count, in PoolLimits limits) =>
            Math.Min(Math.Max(sum / count, limits.RealMin), limits.RealMax);
    }

    private readonly struct IntegerAverage<T> : IPoolReduction<T, int> where T : unmanaged, IBinaryInteger<T>
    {
        public static int Start => 0;

        public static int Add(int sum, T element) => sum + int.CreateTruncating(element);

        public static T Finish(int sum, int count, in PoolLimits limits)
        {
            var half = count / 2;
            var average = (sum > 0 ? sum + half : sum - half) / count;
            return T.CreateTruncating(Math.Min(Math.Max(average, limits.Min), limits.Max));
        }
    }
}
