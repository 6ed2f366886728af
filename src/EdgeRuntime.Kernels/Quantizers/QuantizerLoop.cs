using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Real numbers to integers of a byte, in blocks of an instruction set; what is left over as the operator's own step says.</summary>
internal static unsafe class QuantizerLoop
{
    /// <summary>The element-wise kernel of <typeparamref name="TStep"/>, by vectors.</summary>
    /// <typeparam name="TQuantizer">Instruction set.</typeparam>
    /// <typeparam name="TY">Output element, of a byte.</typeparam>
    /// <typeparam name="TStep">The operator.</typeparam>
    public static BoundKernel Bind<TQuantizer, TY, TStep>(StepView step)
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
