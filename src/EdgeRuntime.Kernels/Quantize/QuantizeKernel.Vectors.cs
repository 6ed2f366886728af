using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Real numbers to int8 and uint8.</summary>
public static partial class QuantizeKernel
{
    private static bool BindVectors<TSigned, TUnsigned>(StepView step, out BoundKernel kernel)
        where TSigned : struct, IRealQuantizer<TSigned>
        where TUnsigned : struct, IRealQuantizer<TUnsigned>
    {
        kernel = (step.Inputs[0].Type, step.Outputs[0].Type) switch
        {
            (ElementType.Float32, ElementType.Int8) => QuantizerLoop.Bind<TSigned, sbyte, Real<sbyte>>(step),
            (ElementType.Float32, ElementType.UInt8) => QuantizerLoop.Bind<TUnsigned, byte, Real<byte>>(step),
            _ => default,
        };
        return step.Inputs[0].Type == ElementType.Float32 && step.Outputs[0].Type is (ElementType.Int8 or ElementType.UInt8);
    }
}
