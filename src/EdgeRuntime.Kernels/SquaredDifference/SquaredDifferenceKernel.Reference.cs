using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SquaredDifferenceKernel
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
            _ => default,
        };
        return kernel.Run != null;
    }

    private struct Plain<T> : IBinaryStep<Plain<T>, T, T, T> where T : unmanaged, INumber<T>
    {
        public static Plain<T> Prepare(StepContext* step) => default;

        public readonly T Apply(T a, T b) => (a - b) * (a - b);
    }

    private struct Quantized<T> : IBinaryStep<Quantized<T>, T, T, T> where T : unmanaged, IBinaryInteger<T>
    {
        /// <summary>Extra bits before the difference: 255^2 * 2^14 still fits 31 bits, and so does 65535^2 / 4 of 16-bit inputs.</summary>
        private const int ExtraBits = 7;

        private ScaledSum _difference;

        public static Quantized<T> Prepare(StepContext* step)
        {
            ref readonly var a = ref step->Inputs[0];
            ref readonly var b = ref step->Inputs[1];
            ref readonly var output = ref step->Outputs[0];
            var leftShift = output.Type == ElementType.Int16 ? 0 : ExtraBits;
            var twiceLarger = 2.0 * Math.Max(a.Scale, b.Scale);
            return new()
            {
                _difference = new ScaledSum(
                    a.ZeroPoint,
                    b.ZeroPoint,
                    QuantizedMultiplier.From(a.Scale / twiceLarger),
                    QuantizedMultiplier.From(b.Scale / twiceLarger),
                    QuantizedMultiplier.From(twiceLarger * twiceLarger / ((1 << (2 * leftShift)) * output.Scale)),
                    leftShift,
                    OutputLimits.Of(output)),
            };
        }

        public readonly T Apply(T a, T b)
        {
            var difference = _difference.ScaleA(int.CreateTruncating(a)) - _difference.ScaleB(int.CreateTruncating(b));
            return T.CreateTruncating(_difference.Finish(difference * difference));
        }
    }
}
