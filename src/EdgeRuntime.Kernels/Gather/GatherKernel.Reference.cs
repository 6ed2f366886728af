using System.Numerics;
using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class GatherKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel
        {
            Run = step.Inputs[1].Type == ElementType.Int64 ? &Run<long> : &Run<int>,
            Units = step.Inputs[0].Shape.Product(0, step.Record<Gather>().Axis),
        };
        return true;
    }

    private static void Run<TIndex>(StepContext* step, int begin, int end, int worker) where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        var (axis, batchDims) = (step->RecordAs<Gather>().Axis, step->RecordAs<Gather>().BatchDims);
        Operand* input = step->Inputs, indices = step->Inputs + 1;
        var outer = input->Shape.Product(batchDims, axis);
        var axisSize = input->Shape[axis];
        var indexCount = indices->Shape.Product(batchDims, indices->Shape.Rank);
        var blockBytes = (long)input->Shape.Product(axis + 1, input->Shape.Rank) * input->Type.SizeBytes();
        var last = TIndex.CreateChecked(axisSize - 1);
        for (var unit = begin; unit < end; unit++)
        {
            var index = indices->As<TIndex>() + ((long)(unit / outer) * indexCount);
            var source = input->Data + (unit * axisSize * blockBytes);
            var target = step->Outputs[0].Data + (unit * indexCount * blockBytes);
            for (var i = 0; i < indexCount; i++)
            {
                var picked = int.CreateTruncating(TIndex.Clamp(index[i], TIndex.Zero, last));
                NativeMemory.Copy(source + (picked * blockBytes), target, (nuint)blockBytes);
                target += blockBytes;
            }
        }
    }
}
