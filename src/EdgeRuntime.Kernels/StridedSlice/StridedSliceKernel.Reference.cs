using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class StridedSliceKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel
        {
            Run = &Run,
            Prepare = &Prepare,
            PreparedBytes = sizeof(StridedCopy),
            Units = Plan(step.Record<StridedSlice>(), step.Inputs[0].Type, step.Inputs[0].Shape).Rows,
        };
        return true;
    }

    private static void Prepare(StepContext* step)
    {
        ref var input = ref step->Inputs[0];
        *(StridedCopy*)step->Prepared = Plan(step->RecordAs<StridedSlice>(), input.Type, input.Shape);
    }

    private static void Run(StepContext* step, int begin, int end, int worker) =>
        ((StridedCopy*)step->Prepared)->Run(step->Inputs[0].Data, step->Outputs[0].Data, begin, end);

    private static StridedCopy Plan(StridedSlice record, ElementType type, Shape input)
    {
        ReadOnlySpan<int> counts = record.Count;
        var box = StridedView.Dense(input);
        var target = StridedView.Dense(new Shape(counts[..input.Rank]));
        for (var axis = 0; axis < input.Rank; axis++)
        {
            box.Offset += record.Begin[axis] * box.Strides[axis];
            box.Strides[axis] *= record.Stride[axis];
        }

        return StridedCopy.Of(type.SizeBytes(), counts[..input.Rank], box, target);
    }
}
