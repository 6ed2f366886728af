using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class CastKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => BindReal(step),
            ElementType.Int8 => BindInteger<sbyte>(step),
            ElementType.UInt8 or ElementType.Bool => BindInteger<byte>(step),
            ElementType.Int16 => BindInteger<short>(step),
            ElementType.Int32 => BindInteger<int>(step),
            ElementType.Int64 => BindInteger<long>(step),
            ElementType.UInt32 => BindInteger<uint>(step),
            ElementType.UInt64 => BindInteger<ulong>(step),
            _ => default,
        };
        return kernel.Run != null;
    }

    private static BoundKernel BindReal(StepView step) => step.Outputs[0].Type switch
    {
        ElementType.Float32 => UnaryLoop.Bind<float, float, Saturating<float>>(step),
        ElementType.Int8 => UnaryLoop.Bind<float, sbyte, Saturating<sbyte>>(step),
        ElementType.UInt8 => UnaryLoop.Bind<float, byte, Saturating<byte>>(step),
        ElementType.Int16 => UnaryLoop.Bind<float, short, Saturating<short>>(step),
        ElementType.Int32 => UnaryLoop.Bind<float, int, Saturating<int>>(step),
        ElementType.Int64 => UnaryLoop.Bind<float, long, Saturating<long>>(step),
        ElementType.UInt32 => UnaryLoop.Bind<float, uint, Saturating<uint>>(step),
        ElementType.UInt64 => UnaryLoop.Bind<float, ulong, Saturating<ulong>>(step),
        ElementType.Bool => UnaryLoop.Bind<float, byte, Truth<float>>(step),
        _ => default,
    };

    private static BoundKernel BindInteger<T>(StepView step) where T : unmanaged, IBinaryInteger<T> => step.Outputs[0].Type switch
    {
        ElementType.Float32 => UnaryLoop.Bind<T, float, Wrapping<T, float>>(step),
        ElementType.Int8 => UnaryLoop.Bind<T, sbyte, Wrapping<T, sbyte>>(step),
        ElementType.UInt8 => UnaryLoop.Bind<T, byte, Wrapping<T, byte>>(step),
        ElementType.Int16 => UnaryLoop.Bind<T, short, Wrapping<T, short>>(step),
        ElementType.Int32 => UnaryLoop.Bind<T, int, Wrapping<T, int>>(step),
        ElementType.Int64 => UnaryLoop.Bind<T, long, Wrapping<T, long>>(step),
        ElementType.UInt32 => UnaryLoop.Bind<T, uint, Wrapping<T, uint>>(step),
        ElementType.UInt64 => UnaryLoop.Bind<T, ulong, Wrapping<T, ulong>>(step),
        ElementType.Bool => UnaryLoop.Bind<T, byte, Truth<T>>(step),
        _ => default,
    };

    private struct Saturating<TY> : IUnaryStep<Saturating<TY>, float, TY> where TY : unmanaged, INumber<TY>
    {
        public static Saturating<TY> Prepare(StepContext* step) => default;

        public readonly TY Apply(float x) => TY.CreateSaturating(x);
    }

    private struct Wrapping<TX, TY> : IUnaryStep<Wrapping<TX, TY>, TX, TY>
        where TX : unmanaged, INumber<TX>
        where TY : unmanaged, INumber<TY>
    {
        public static Wrapping<TX, TY> Prepare(StepContext* step) => default;

        public readonly TY Apply(TX x) => TY.CreateTruncating(x);
    }

    private struct Truth<TX> : IUnaryStep<Truth<TX>, TX, byte> where TX : unmanaged, INumber<TX>
    {
        public static Truth<TX> Prepare(StepContext* step) => default;

        public readonly byte Apply(TX x) => x != TX.Zero ? (byte)1 : (byte)0;
    }
}
