using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SubKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => BinaryLoop.Bind<float, float, float, Plain<float>>(step),
            ElementType.Int8 => BinaryLoop.Bind<sbyte, sbyte, sbyte, Quantized<sbyte>>(step),
            ElementType.UInt8 => BinaryLoop.Bind<byte, byte, byte, Quantized<byte>>(step),
            ElementType.Int16 => BinaryLoop.Bind<short, short, short, Quantized<short>>(step),
            ElementType.Int32 => BinaryLoop.Bind<int, int, int, Plain<int>>(step),
            ElementType.Int64 => BinaryLoop.Bind<long, long, long, Plain<long>>(step),
            _ => default,
        };
        return kernel.Run != null;
    }

    private struct Plain<T> : IBinaryStep<Plain<T>, T, T, T> where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        private PlainLimits<T> _limits;

        public static Plain<T> Prepare(StepContext* step) =>
            new() { _limits = PlainLimits<T>.Of(step->RecordAs<Sub>().Activation) };

        public readonly T Apply(T a, T b) => _limits.Apply(a - b);
    }

    private struct Quantized<T> : IBinaryStep<Quantized<T>, T, T, T> where T : unmanaged, IBinaryInteger<T>
    {
        private ScaledSum _sum;

        public static Quantized<T> Prepare(StepContext* step) =>
            new() { _sum = ScaledSum.Of(step, step->RecordAs<Sub>().Activation) };

        public readonly T Apply(T a, T b) =>
            T.CreateTruncating(_sum.Finish(_sum.ScaleA(int.CreateTruncating(a)) - _sum.ScaleB(int.CreateTruncating(b))));
    }
}
