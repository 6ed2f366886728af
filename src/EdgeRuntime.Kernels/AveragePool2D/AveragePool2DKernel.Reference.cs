using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class AveragePool2DKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel
        {
            Units = step.Outputs[0].Shape.Product(0, 2),
            Prepare = &PrepareLimits,
            PreparedBytes = sizeof(PoolLimits),
        };
        switch (step.Inputs[0].Type)
        {
            case ElementType.Float32:
                kernel.Run = &Run<FloatAverage, float, float>;
                return true;
            case ElementType.Int8:
                kernel.Run = &Run<IntegerAverage<sbyte>, sbyte, int>;
                return true;
            case ElementType.UInt8:
                kernel.Run = &Run<IntegerAverage<byte>, byte, int>;
                return true;
            case ElementType.Int16:
                kernel.Run = &Run<IntegerAverage<short>, short, int>;
                return true;
            default:
                return false;
        }
    }

    private static void PrepareLimits(StepContext* step) => PoolLimits.Write(step, step->RecordAs<AveragePool2D>().Window.Activation);

    private static void Run<TReduction, T, TSum>(StepContext* step, int begin, int end, int worker)
        where TReduction : IPoolReduction<T, TSum>
        where T : unmanaged
        where TSum : unmanaged =>
        PoolRows.Run<TReduction, T, TSum>(step, step->RecordAs<AveragePool2D>().Window, begin, end);

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
