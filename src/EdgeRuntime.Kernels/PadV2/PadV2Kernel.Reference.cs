using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class PadV2Kernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Run = &Run, Prepare = &Prepare, PreparedBytes = sizeof(StridedCopy), Units = 1 };
        return true;
    }

    private static void Prepare(StepContext* step) =>
        *(StridedCopy*)step->Prepared = PaddedCopy.Plan(step, step->RecordAs<PadV2>().Before);

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        if (begin < end)
        {
            PaddedCopy.Run(step, PaddingElement.FirstOf(step->Inputs[1]));
        }
    }
}
