using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class MaxPool2DKernel
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
                kernel.Run = &Run<FloatLargest, float, float>;
                return true;
            case ElementType.Int8:
                kernel.Run = &Run<IntegerLargest<sbyte>, sbyte, int>;
                return true;
            case ElementType.UInt8:
                kernel.Run = &Run<IntegerLargest<byte>, byte, int>;
                return true;
            case ElementType.Int16:
                kernel.Run = &Run<IntegerLargest<short>, short, int>;
                return true;
            default:
                return false;
        }
    }

    private static void PrepareLimits(StepContext* step) => PoolLimits.Write(step, step->RecordAs<MaxPool2D>().Window.Activation);

    private static void Run<TReduction, T, TSum>(StepContext* step, int begin, int end, int worker)
        where TReduction : IPoolReduction<T, TSum>
        where T : unmanaged
        where TSum : unmanaged =>
        PoolRows.Run<TReduction, T, TSum>(step, step->RecordAs<MaxPool2D>().Window, begin, end);

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
