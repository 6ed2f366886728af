using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class TransposeKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel
        {
            Run = &Run,
            Prepare = &Prepare,
            PreparedBytes = sizeof(StridedCopy),
            Units = Plan(step.Record<Transpose>(), step.Inputs[0].Type, step.Inputs[0].Shape, step.Outputs[0].Shape).Rows,
        };
        return true;
    }

    private static void Prepare(StepContext* step)
    {
        ref var input = ref step->Inputs[0];
        *(StridedCopy*)step->Prepared = Plan(step->RecordAs<Transpose>(), input.Type, input.Shape, step->Outputs[0].Shape);
    }

    private static void Run(StepContext* step, int begin, int end, int worker) =>
        ((StridedCopy*)step->Prepared)->Run(step->Inputs[0].Data, step->Outputs[0].Data, begin, end);

    private static StridedCopy Plan(Transpose record, ElementType type, Shape input, Shape output)
    {
        var (dense, permuted) = (StridedView.Dense(input), default(StridedView));
        for (var axis = 0; axis < output.Rank; axis++)
        {
            permuted.Strides[axis] = dense.Strides[record.Permutation[axis]];
        }

        return StridedCopy.Of(type.SizeBytes(), output.Span, permuted, StridedView.Dense(output));
    }
}
