using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class BinaryMathKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var function = step.Record<BinaryMath>().Function;
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => BindReal(step, function),
            ElementType.Int8 => BindInteger<sbyte>(step, function),
            ElementType.UInt8 => BindInteger<byte>(step, function),
            ElementType.Int16 => BindInteger<short>(step, function),
            ElementType.Int32 => BindInteger<int>(step, function),
            ElementType.Int64 => BindInteger<long>(step, function),
            ElementType.Bool => BindTruth(step, function),
            _ => default,
        };
        return kernel.Run != null;
    }

    private static BoundKernel BindReal(StepView step, BinaryFunction function) => function switch
    {
        BinaryFunction.Div => Bind<float, RealPairs.Div>(step),
        BinaryFunction.Pow => Bind<float, RealPairs.Pow>(step),
        BinaryFunction.Mod => Bind<float, RealPairs.Mod>(step),
        BinaryFunction.FMod => Bind<float, RealPairs.FMod>(step),
        _ => BindPlain<float>(step, function),
    };

    private static BoundKernel BindInteger<T>(StepView step, BinaryFunction function) where T : unmanaged, IBinaryInteger<T> => function switch
    {
        BinaryFunction.Div => Bind<T, IntegerPairs.Div<T>>(step),
        BinaryFunction.Pow => Bind<T, IntegerPairs.Pow<T>>(step),
        BinaryFunction.Mod => Bind<T, IntegerPairs.Mod<T>>(step),
        BinaryFunction.FMod => Bind<T, IntegerPairs.FMod<T>>(step),
        BinaryFunction.BitwiseAnd => Bind<T, BitPairs.And<T>>(step),
        BinaryFunction.BitwiseOr => Bind<T, BitPairs.Or<T>>(step),
        BinaryFunction.BitwiseXor => Bind<T, BitPairs.Xor<T>>(step),
        BinaryFunction.ShiftLeft => Bind<T, BitPairs.ShiftLeft<T>>(step),
        BinaryFunction.ShiftRight => Bind<T, BitPairs.ShiftRight<T>>(step),
        _ => BindPlain<T>(step, function),
    };

    private static BoundKernel BindTruth(StepView step, BinaryFunction function) => function switch
    {
        BinaryFunction.And => Bind<byte, BitPairs.LogicalAnd>(step),
        BinaryFunction.Or => Bind<byte, BitPairs.LogicalOr>(step),
        BinaryFunction.Xor => Bind<byte, BitPairs.LogicalXor>(step),
        _ => BindPlain<byte>(step, function),
    };

    private static BoundKernel BindPlain<T>(StepView step, BinaryFunction function) where T : unmanaged, INumber<T> => function switch
    {
        BinaryFunction.Sum => Bind<T, PlainPairs.Sum<T>>(step),
        BinaryFunction.Difference => Bind<T, PlainPairs.Difference<T>>(step),
        BinaryFunction.Product => Bind<T, PlainPairs.Product<T>>(step),
        BinaryFunction.Equal => BindTest<T, PairTests.Equal<T>>(step),
        BinaryFunction.Greater => BindTest<T, PairTests.Greater<T>>(step),
        BinaryFunction.GreaterOrEqual => BindTest<T, PairTests.GreaterOrEqual<T>>(step),
        BinaryFunction.Less => BindTest<T, PairTests.Less<T>>(step),
        BinaryFunction.LessOrEqual => BindTest<T, PairTests.LessOrEqual<T>>(step),
        _ => default,
    };

    private static BoundKernel Bind<T, TFunction>(StepView step) where T : unmanaged where TFunction : struct, IPairFunction<T> =>
        BinaryLoop.Bind<T, T, T, Value<T, TFunction>>(step);

    private static BoundKernel BindTest<T, TTest>(StepView step) where T : unmanaged where TTest : struct, IPairTest<T> =>
        BinaryLoop.Bind<T, T, byte, Truth<T, TTest>>(step);

    private struct Value<T, TFunction> : IBinaryStep<Value<T, TFunction>, T, T, T>
        where T : unmanaged
        where TFunction : struct, IPairFunction<T>
    {
        public static Value<T, TFunction> Prepare(StepContext* step) => default;

        public readonly T Apply(T a, T b) => TFunction.Of(a, b);
    }

    private struct Truth<T, TTest> : IBinaryStep<Truth<T, TTest>, T, T, byte>
        where T : unmanaged
        where TTest : struct, IPairTest<T>
    {
        public static Truth<T, TTest> Prepare(StepContext* step) => default;

        public readonly byte Apply(T a, T b) => TTest.Of(a, b) ? (byte)1 : (byte)0;
    }
}
