using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SliceKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel
        {
            Run = &Run,
            Prepare = &Prepare,
            PreparedBytes = sizeof(StridedCopy),
            Units = Plan(step.Record<Slice>(), step.Inputs[0].Type, step.Inputs[0].Shape, step.Outputs[0].Shape).Rows,
        };
        return true;
    }

    private static void Prepare(StepContext* step)
    {
        ref var input = ref step->Inputs[0];
        *(StridedCopy*)step->Prepared = Plan(step->RecordAs<Slice>(), input.Type, input.Shape, step->Outputs[0].Shape);
    }

    private static void Run(StepContext* step, int begin, int end, int worker) =>
        ((StridedCopy*)step->Prepared)->Run(step->Inputs[0].Data, step->Outputs[0].Data, begin, end);

    private static StridedCopy Plan(Slice record, ElementType type, Shape input, Shape output)
    {
        var box = StridedView.Dense(input);
        for (var axis = 0; axis < input.Rank; axis++)
        {
            box.Offset += record.Begin[axis] * box.Strides[axis];
        }

        return StridedCopy.Of(type.SizeBytes(), output.Span, box, StridedView.Dense(output));
    }
}
