using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class QuantizeLinearKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = step.Outputs[0].Type switch
        {
            ElementType.Int8 => UnaryLoop.Bind<float, sbyte, Step<sbyte>>(step),
            ElementType.UInt8 => UnaryLoop.Bind<float, byte, Step<byte>>(step),
            ElementType.Int16 => UnaryLoop.Bind<float, short, Step<short>>(step),
            _ => default,
        };
        return kernel.Run != null;
    }

    private struct Step<T> : IUnaryStep<Step<T>, float, T> where T : unmanaged, IBinaryInteger<T>
    {
        private float _scale;
        private int _zeroPoint;

        public static Step<T> Prepare(StepContext* step) => new() { _scale = step->Outputs[0].Scale, _zeroPoint = step->Outputs[0].ZeroPoint };

        // The conversion to 32 bits saturates; 64 bits hold its sum with any zero point.
        public readonly T Apply(float x) => T.CreateSaturating((long)(int)MathF.Round(x / _scale, MidpointRounding.ToEven) + _zeroPoint);
    }
}
