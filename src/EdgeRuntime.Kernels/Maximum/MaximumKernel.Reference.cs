using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class MaximumKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => BinaryLoop.Bind<float, float, float, Step<float>>(step),
            ElementType.Int8 => BinaryLoop.Bind<sbyte, sbyte, sbyte, Step<sbyte>>(step),
            ElementType.UInt8 => BinaryLoop.Bind<byte, byte, byte, Step<byte>>(step),
            ElementType.Int16 => BinaryLoop.Bind<short, short, short, Step<short>>(step),
            ElementType.Int32 => BinaryLoop.Bind<int, int, int, Step<int>>(step),
            ElementType.Int64 => BinaryLoop.Bind<long, long, long, Step<long>>(step),
            _ => default,
        };
        return kernel.Run != null;
    }

    private struct Step<T> : IBinaryStep<Step<T>, T, T, T> where T : unmanaged, INumber<T>
    {
        public static Step<T> Prepare(StepContext* step) => default;

        public readonly T Apply(T a, T b) => a > b ? a : b;
    }
}
