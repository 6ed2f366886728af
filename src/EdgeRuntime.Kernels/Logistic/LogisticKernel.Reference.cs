using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class LogisticKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Float32 => UnaryLoop.Bind<float, float, Plain>(step),
            ElementType.Int8 => UnaryLoop.Bind<sbyte, sbyte, Quantized<sbyte>>(step),
            ElementType.UInt8 => UnaryLoop.Bind<byte, byte, Quantized<byte>>(step),
            ElementType.Int16 => UnaryLoop.Bind<short, short, Interpolated>(step),
            _ => default,
        };
        return kernel.Run != null;
    }

    private struct Plain : IUnaryStep<Plain, float, float>
    {
        public static Plain Prepare(StepContext* step) => default;

        // Through double precision, whose library differences between hosts vanish in the rounding.
        public readonly float Apply(float x) => (float)(1 / (1 + Math.Exp(-(double)x)));
    }

    private struct Quantized<T> : IUnaryStep<Quantized<T>, T, T> where T : unmanaged, IBinaryInteger<T>
    {
        /// <summary>Integer bits of the argument: beyond 16 the result does not differ from its limit.</summary>
        private const int IntegerBits = 4;

        private int _zeroPoint;
        private FixedPointInput _argument;
        private OutputLimits _limits;

        public static Quantized<T> Prepare(StepContext* step) => new()
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

            var value = FixedPointSigmoid.Logistic(_argument.Rescale(centred), IntegerBits);
            return T.CreateTruncating(_limits.Apply(FixedPoint.RoundingDivideByPowerOfTwo(value, 31 - 8)));
        }
    }

    private struct Interpolated : IUnaryStep<Interpolated, short, short>
    {
        private SigmoidScaling _scaling;

        public static Interpolated Prepare(StepContext* step) =>
            new() { _scaling = SigmoidScaling.From(step->Inputs[0].Scale, largestLeftShift: 0) };

        public readonly short Apply(short x) => Int16Sigmoid.Logistic(x, _scaling);
    }
}
