using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class UnaryMathKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var function = step.Record<UnaryMath>().Function;
        kernel = step.Inputs[0].Type == ElementType.Float32 ? BindReal(step, function) : BindInteger(step, function);
        return kernel.Run != null;
    }

    private static BoundKernel BindReal(StepView step, UnaryFunction function)
    {
        return function switch
        {
            UnaryFunction.Abs => Bind<ElementaryFunctions.Abs>(step),
            UnaryFunction.Neg => Bind<ElementaryFunctions.Neg>(step),
            UnaryFunction.Sign => Bind<ElementaryFunctions.Sign>(step),
            UnaryFunction.Clip => Bind<ElementaryFunctions.Clip>(step),
            UnaryFunction.Exp => Bind<ElementaryFunctions.Exp>(step),
            UnaryFunction.Log => Bind<ElementaryFunctions.Log>(step),
            UnaryFunction.Sqrt => Bind<ElementaryFunctions.Sqrt>(step),
            UnaryFunction.Reciprocal => Bind<ElementaryFunctions.Reciprocal>(step),
            UnaryFunction.Floor => Bind<ElementaryFunctions.Floor>(step),
            UnaryFunction.Ceil => Bind<ElementaryFunctions.Ceil>(step),
            UnaryFunction.Round => Bind<ElementaryFunctions.Round>(step),
            UnaryFunction.RoundFloat => Bind<ElementaryFunctions.RoundFloat>(step),
            UnaryFunction.Erf => Bind<ElementaryFunctions.Erf>(step),
            UnaryFunction.Sin => Bind<CircularFunctions.Sin>(step),
            UnaryFunction.Cos => Bind<CircularFunctions.Cos>(step),
            UnaryFunction.Tan => Bind<CircularFunctions.Tan>(step),
            UnaryFunction.Asin => Bind<CircularFunctions.Asin>(step),
            UnaryFunction.Acos => Bind<CircularFunctions.Acos>(step),
            UnaryFunction.Atan => Bind<CircularFunctions.Atan>(step),
            UnaryFunction.Sinh => Bind<CircularFunctions.Sinh>(step),
            UnaryFunction.Cosh => Bind<CircularFunctions.Cosh>(step),
            UnaryFunction.Asinh => Bind<CircularFunctions.Asinh>(step),
            UnaryFunction.Acosh => Bind<CircularFunctions.Acosh>(step),
            UnaryFunction.Atanh => Bind<CircularFunctions.Atanh>(step),
            UnaryFunction.Softplus => Bind<ActivationFunctions.Softplus>(step),
            UnaryFunction.Softsign => Bind<ActivationFunctions.Softsign>(step),
            UnaryFunction.Elu => Bind<ActivationFunctions.Elu>(step),
            UnaryFunction.Selu => Bind<ActivationFunctions.Selu>(step),
            UnaryFunction.Celu => Bind<ActivationFunctions.Celu>(step),
            UnaryFunction.HardSigmoid => Bind<ActivationFunctions.HardSigmoid>(step),
            UnaryFunction.Mish => Bind<ActivationFunctions.Mish>(step),
            UnaryFunction.Gelu => Bind<ActivationFunctions.Gelu>(step),
            UnaryFunction.GeluTanh => Bind<ActivationFunctions.GeluTanh>(step),
            UnaryFunction.ThresholdedRelu => Bind<ActivationFunctions.ThresholdedRelu>(step),
            UnaryFunction.Shrink => Bind<ActivationFunctions.Shrink>(step),
            UnaryFunction.Swish => Bind<ActivationFunctions.Swish>(step),
            UnaryFunction.IsNaN => UnaryLoop.Bind<float, byte, NotANumber>(step),
            UnaryFunction.IsInf => UnaryLoop.Bind<float, byte, Infinite>(step),
            _ => default,
        };

        static BoundKernel Bind<TFunction>(StepView step) where TFunction : struct, IRealFunction =>
            UnaryLoop.Bind<float, float, Real<TFunction>>(step);
    }

    private struct Real<TFunction> : IUnaryStep<Real<TFunction>, float, float> where TFunction : struct, IRealFunction
    {
        private double _alpha;
        private double _beta;

        public static Real<TFunction> Prepare(StepContext* step)
        {
            ref var record = ref step->RecordAs<UnaryMath>();
            return new() { _alpha = record.Alpha, _beta = record.Beta };
        }

        public readonly float Apply(float x) => (float)TFunction.Of(x, _alpha, _beta);
    }

    private struct NotANumber : IUnaryStep<NotANumber, float, byte>
    {
        public static NotANumber Prepare(StepContext* step) => default;

        public readonly byte Apply(float x) => float.IsNaN(x) ? (byte)1 : (byte)0;
    }

    private struct Infinite : IUnaryStep<Infinite, float, byte>
    {
        private bool _negative;
        private bool _positive;

        public static Infinite Prepare(StepContext* step)
        {
            ref var record = ref step->RecordAs<UnaryMath>();
            return new() { _negative = record.Alpha != 0, _positive = record.Beta != 0 };
        }

        public readonly byte Apply(float x) =>
            (_negative && float.IsNegativeInfinity(x)) || (_positive && float.IsPositiveInfinity(x)) ? (byte)1 : (byte)0;
    }
}
