using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class DequantizeKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = step.Inputs[0].Type switch
        {
            ElementType.Int8 => BindType<sbyte>(step),
            ElementType.UInt8 => BindType<byte>(step),
            ElementType.Int16 => BindType<short>(step),
            ElementType.Int32 => BindType<int>(step),
            _ => default,
        };
        return kernel.Run != null;
    }

    private static BoundKernel BindType<T>(StepView step) where T : unmanaged, IBinaryInteger<T> =>
        step.Inputs[0].IsPerChannel
            ? new() { Run = &RunPerChannel<T>, Units = step.Inputs[0].Shape.Product(0, step.Inputs[0].ChannelAxis + 1) }
            : UnaryLoop.Bind<T, float, PerTensor<T>>(step);

    /// <summary>A unit is the run of elements that share one index of the channel axis and of all axes outside it.</summary>
    private static void RunPerChannel<T>(StepContext* step, int begin, int end, int worker) where T : unmanaged, IBinaryInteger<T>
    {
        ref readonly var input = ref step->Inputs[0];
        var axis = step->RecordAs<Dequantize>().ChannelAxis;
        var channels = input.Shape[axis];
        var runLength = 1;
        for (var i = axis + 1; i < input.Shape.Rank; i++)
        {
            runLength *= input.Shape[i];
        }

        var x = input.As<T>() + (begin * runLength);
        var y = step->Outputs[0].As<float>() + (begin * runLength);
        for (var unit = begin; unit < end; unit++)
        {
            var scale = input.ChannelScales[unit % channels];
            for (var i = 0; i < runLength; i++)
            {
                *y++ = (float)((double)scale * (int.CreateTruncating(*x++) - input.ZeroPoint));
            }
        }
    }

    private struct PerTensor<T> : IUnaryStep<PerTensor<T>, T, float> where T : unmanaged, IBinaryInteger<T>
    {
        // Double precision holds the product exactly, so that it is rounded once.
        private double _scale;
        private int _zeroPoint;

        public static PerTensor<T> Prepare(StepContext* step) =>
            new() { _scale = step->Inputs[0].Scale, _zeroPoint = step->Inputs[0].ZeroPoint };

        public readonly float Apply(T x) => (float)(_scale * (int.CreateTruncating(x) - _zeroPoint));
    }
}
