using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Binds sigmoid functions to <see cref="UnaryLoop"/>, for every type that their laws allow.</summary>
internal static unsafe class SigmoidLoops
{
    public static bool Bind<TFunction>(StepView step, out BoundKernel kernel) where TFunction : ISigmoid
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => UnaryLoop.Bind<float, float, Plain<TFunction>>(step),
            ElementType.Int8 => UnaryLoop.Bind<sbyte, sbyte, Quantized<TFunction, sbyte>>(step),
            ElementType.UInt8 => UnaryLoop.Bind<byte, byte, Quantized<TFunction, byte>>(step),
            ElementType.Int16 => UnaryLoop.Bind<short, short, Interpolated<TFunction>>(step),
            _ => default,
        };
        return kernel.Run != null;
    }

    private struct Plain<TFunction> : IUnaryStep<Plain<TFunction>, float, float> where TFunction : ISigmoid
    {
        public static Plain<TFunction> Prepare(StepContext* step) => default;

        // Through double precision, whose library differences between hosts vanish in the rounding.
        public readonly float Apply(float x) => (float)TFunction.Of(x);
    }

    private struct Quantized<TFunction, T> : IUnaryStep<Quantized<TFunction, T>, T, T>
        where TFunction : ISigmoid
        where T : unmanaged, IBinaryInteger<T>
    {
        /// <summary>Integer bits of the argument: beyond 16 the result does not differ from its limit.</summary>
        private const int IntegerBits = 4;

        private int _zeroPoint;
        private FixedPointInput _argument;
        private OutputLimits _limits;

        public static Quantized<TFunction, T> Prepare(StepContext* step) => new()
        {
            _zeroPoint = step->Inputs[0].ZeroPoint,
            _argument = FixedPointInput.From(step->Inputs[0].Scale, IntegerBits),
            _limits = OutputLimits.Of(step->Outputs[0]),
        };

        public readonly T Apply(T x)
        {
            var centred = int.CreateTruncating(x) - _zeroPoint;
            if (centred <= -_argument.Radius || centred >= _argument.Radius)
            {
                return T.CreateTruncating(centred <= -_argument.Radius ? _limits.Min : _limits.Max);
            }

            var value = TFunction.OfFixed(_argument.Rescale(centred), IntegerBits);
            return T.CreateTruncating(_limits.Apply(FixedPoint.RoundingDivideByPowerOfTwo(value, 31 - TFunction.ResultBits)));
        }
    }

    private struct Interpolated<TFunction> : IUnaryStep<Interpolated<TFunction>, short, short> where TFunction : ISigmoid
    {
        private SigmoidScaling _scaling;

        public static Interpolated<TFunction> Prepare(StepContext* step) =>
            new() { _scaling = SigmoidScaling.From(step->Inputs[0].Scale, TFunction.LargestLeftShift) };

        public readonly short Apply(short x) => TFunction.OfInt16(x, _scaling);
    }
}
