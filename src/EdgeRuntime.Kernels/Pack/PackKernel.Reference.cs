using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class PackKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var parts = step.Inputs.Length;
        kernel = new BoundKernel { Run = &Run, Prepare = &Prepare, PreparedBytes = (long)sizeof(StridedCopy) * parts, Units = parts };
        return true;
    }

    private static void Prepare(StepContext* step)
    {
        ref var output = ref step->Outputs[0];
        var (axis, whole) = (step->RecordAs<Pack>().Axis, StridedView.Dense(output.Shape));
        for (var i = 0; i < step->InputCount; i++)
        {
            var part = step->Inputs[i].Shape;
            ((StridedCopy*)step->Prepared)[i] = StridedCopy.Of(
                output.Type.SizeBytes(), part.Span, StridedView.Dense(part), whole.At(axis, i));
        }
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        for (var i = begin; i < end; i++)
        {
            var part = (StridedCopy*)step->Prepared + i;
            part->Run(step->Inputs[i].Data, step->Outputs[0].Data, 0, part->Rows);
        }
    }
}
