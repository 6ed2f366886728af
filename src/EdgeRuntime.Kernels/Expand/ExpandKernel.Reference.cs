using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ExpandKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel
        {
            Run = &Run,
            Prepare = &Prepare,
            PreparedBytes = sizeof(StridedCopy),
            Units = Plan(step.Inputs[0].Type, step.Inputs[0].Shape, step.Outputs[0].Shape).Rows,
        };
        return true;
    }

    private static void Prepare(StepContext* step) =>
        *(StridedCopy*)step->Prepared = Plan(step->Inputs[0].Type, step->Inputs[0].Shape, step->Outputs[0].Shape);

    private static void Run(StepContext* step, int begin, int end, int worker) =>
        ((StridedCopy*)step->Prepared)->Run(step->Inputs[0].Data, step->Outputs[0].Data, begin, end);

    private static StridedCopy Plan(ElementType type, Shape input, Shape output)
    {
        var dense = StridedView.Dense(input);
        var source = default(StridedView);
        var missing = output.Rank - input.Rank;
        for (var axis = 0; axis < input.Rank; axis++)
        {
            source.Strides[missing + axis] = input[axis] == 1 ? 0 : dense.Strides[axis];
        }

        return StridedCopy.Of(type.SizeBytes(), output.Span, source, StridedView.Dense(output));
    }
}
