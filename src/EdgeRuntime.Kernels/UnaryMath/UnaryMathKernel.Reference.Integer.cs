using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class UnaryMathKernel
{
    private static BoundKernel BindInteger(StepView step, UnaryFunction function) => step.Inputs[0].Type switch
    {
        ElementType.Int8 => BindInteger<sbyte>(step, function),
        ElementType.UInt8 or ElementType.Bool => BindInteger<byte>(step, function),
        ElementType.Int16 => BindInteger<short>(step, function),
        ElementType.Int32 => BindInteger<int>(step, function),
        ElementType.Int64 => BindInteger<long>(step, function),
        _ => default,
    };

    private static BoundKernel BindInteger<T>(StepView step, UnaryFunction function) where T : unmanaged, IBinaryInteger<T> => function switch
    {
        UnaryFunction.Abs => UnaryLoop.Bind<T, T, Magnitude<T>>(step),
        UnaryFunction.Neg => UnaryLoop.Bind<T, T, Negative<T>>(step),
        UnaryFunction.Sign => UnaryLoop.Bind<T, T, SignOf<T>>(step),
        UnaryFunction.Not => UnaryLoop.Bind<T, T, IsZero<T>>(step),
        UnaryFunction.BitwiseNot => UnaryLoop.Bind<T, T, Complement<T>>(step),
        _ => default,
    };

    private struct Magnitude<T> : IUnaryStep<Magnitude<T>, T, T> where T : unmanaged, IBinaryInteger<T>
    {
        public static Magnitude<T> Prepare(StepContext* step) => default;

        // The library's Abs throws on the smallest integer, which has no positive counterpart.
        public readonly T Apply(T x) => T.IsNegative(x) ? unchecked(T.Zero - x) : x;
    }

    private struct Negative<T> : IUnaryStep<Negative<T>, T, T> where T : unmanaged, IBinaryInteger<T>
    {
        public static Negative<T> Prepare(StepContext* step) => default;

        public readonly T Apply(T x) => unchecked(T.Zero - x);
    }

    private struct SignOf<T> : IUnaryStep<SignOf<T>, T, T> where T : unmanaged, IBinaryInteger<T>
    {
        public static SignOf<T> Prepare(StepContext* step) => default;

        public readonly T Apply(T x) => T.IsNegative(x) ? unchecked(T.Zero - T.One) : T.IsZero(x) ? T.Zero : T.One;
    }

    private struct IsZero<T> : IUnaryStep<IsZero<T>, T, T> where T : unmanaged, IBinaryInteger<T>
    {
        public static IsZero<T> Prepare(StepContext* step) => default;

        public readonly T Apply(T x) => T.IsZero(x) ? T.One : T.Zero;
    }

    private struct Complement<T> : IUnaryStep<Complement<T>, T, T> where T : unmanaged, IBinaryInteger<T>
    {
        public static Complement<T> Prepare(StepContext* step) => default;

        public readonly T Apply(T x) => ~x;
    }
}
