using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Real numbers to integers of a byte, in blocks of an instruction set; what is left over as the operator's own step says.</summary>
internal static unsafe class QuantizerLoop
{
    /// <summary>Whether real numbers become int8 or uint8, and the kernel for that.</summary>
    /// <typeparam name="TSigned">Instruction set, for int8.</typeparam>
    /// <typeparam name="TUnsigned">The same for uint8.</typeparam>
    /// <typeparam name="TSignedStep">The operator, for int8.</typeparam>
    /// <typeparam name="TUnsignedStep">The same for uint8.</typeparam>
    public static bool Bind<TSigned, TUnsigned, TSignedStep, TUnsignedStep>(StepView step, out BoundKernel kernel)
        where TSigned : struct, IRealQuantizer<TSigned>
        where TUnsigned : struct, IRealQuantizer<TUnsigned>
        where TSignedStep : unmanaged, IUnaryStep<TSignedStep, float, sbyte>
        where TUnsignedStep : unmanaged, IUnaryStep<TUnsignedStep, float, byte>
    {
        (var covers, kernel) = (step.Inputs[0].Type, step.Outputs[0].Type) switch
        {
            (ElementType.Float32, ElementType.Int8) => (true, Bind<TSigned, sbyte, TSignedStep>(step)),
            (ElementType.Float32, ElementType.UInt8) => (true, Bind<TUnsigned, byte, TUnsignedStep>(step)),
            _ => (false, default(BoundKernel)),
        };
        return covers;
    }

    private static BoundKernel Bind<TQuantizer, TY, TStep>(StepView step)
        where TQuantizer : struct, IRealQuantizer<TQuantizer>
        where TY : unmanaged
        where TStep : unmanaged, IUnaryStep<TStep, float, TY>
    {
        var kernel = UnaryLoop.Bind<float, TY, TStep>(step);
        kernel.Run = &Run<TQuantizer, TY, TStep>;
        return kernel;
    }

    private static void Run<TQuantizer, TY, TStep>(StepContext* step, int begin, int end, int worker)
        where TQuantizer : struct, IRealQuantizer<TQuantizer>
        where TY : unmanaged
        where TStep : unmanaged, IUnaryStep<TStep, float, TY>
    {
        ref var output = ref step->Outputs[0];
        var x = step->Inputs[0].As<float>();
        var y = output.As<TY>();
        var (first, last) = ElementBlocks.Elements(begin, end, output.ElementCount);
        var quantizer = TQuantizer.Of(output.Scale, output.ZeroPoint);
        var i = first;
        for (; i + TQuantizer.BlockLength <= last; i += TQuantizer.BlockLength)
        {
            quantizer.Block(x + i, (byte*)(y + i));
        }

        var element = *(TStep*)step->Prepared;
        for (; i < last; i++)
        {
            y[i] = element.Apply(x[i]);
        }
    }
}
