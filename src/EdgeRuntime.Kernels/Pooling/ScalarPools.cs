using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>The pools of one operator, for every type that its law allows.</summary>
internal static class ScalarPools
{
    public static bool Bind<TFloat, TInt8, TUInt8, TInt16>(StepView step, out BoundKernel kernel)
        where TFloat : IPoolReduction<float, float>
        where TInt8 : IPoolReduction<sbyte, int>
        where TUInt8 : IPoolReduction<byte, int>
        where TInt16 : IPoolReduction<short, int>
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => PoolRows.Bind<ScalarPool<TFloat, float, float>, float>(step),
            ElementType.Int8 => PoolRows.Bind<ScalarPool<TInt8, sbyte, int>, sbyte>(step),
            ElementType.UInt8 => PoolRows.Bind<ScalarPool<TUInt8, byte, int>, byte>(step),
            ElementType.Int16 => PoolRows.Bind<ScalarPool<TInt16, short, int>, short>(step),
            _ => default,
        };
        return kernel.Units > 0;
    }
}
