using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class CumSumKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var shape = step.Inputs[0].Shape;
        kernel = new BoundKernel
        {
            Units = shape.ElementCount / shape[step.Record<CumSum>().Axis],
            Run = step.Inputs[0].Type switch
            {
                ElementType.Float32 => &Run<float>,
                ElementType.Int32 => &Run<int>,
                ElementType.Int64 => &Run<long>,
                _ => null,
            },
        };
        return kernel.Run != null;
    }

    private static void Run<T>(StepContext* step, int begin, int end, int worker) where T : unmanaged, INumber<T>
    {
        ref var record = ref step->RecordAs<CumSum>();
        var shape = step->Inputs[0].Shape;
        var (length, stride) = (shape[record.Axis], shape.Product(record.Axis + 1, shape.Rank));
        for (var line = begin; line < end; line++)
        {
            var (outer, inner) = Math.DivRem(line, stride);
            var offset = (outer * length * stride) + inner;
            T* x = step->Inputs[0].As<T>() + offset, y = step->Outputs[0].As<T>() + offset;
            var sum = T.Zero;
            for (var i = 0; i < length; i++)
            {
                var at = (record.Reverse == 1 ? length - 1 - i : i) * stride;
                var next = unchecked(sum + x[at]);
                y[at] = record.Exclusive == 1 ? sum : next;
                sum = next;
            }
        }
    }
}
