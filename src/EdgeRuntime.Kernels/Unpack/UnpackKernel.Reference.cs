using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class UnpackKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var parts = step.Outputs.Length;
        kernel = new BoundKernel { Run = &Run, Prepare = &Prepare, PreparedBytes = (long)sizeof(StridedCopy) * parts, Units = parts };
        return true;
    }

    private static void Prepare(StepContext* step)
    {
        ref var input = ref step->Inputs[0];
        var (axis, whole) = (step->RecordAs<Unpack>().Axis, StridedView.Dense(input.Shape));
        for (var i = 0; i < step->OutputCount; i++)
        {
            var part = step->Outputs[i].Shape;
            ((StridedCopy*)step->Prepared)[i] = StridedCopy.Of(
                input.Type.SizeBytes(), part.Span, whole.At(axis, i), StridedView.Dense(part));
        }
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        for (var i = begin; i < end; i++)
        {
            var part = (StridedCopy*)step->Prepared + i;
            part->Run(step->Inputs[0].Data, step->Outputs[i].Data, 0, part->Rows);
        }
    }
}
