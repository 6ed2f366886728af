
namespace EdgeRuntime.Kernels;

public static unsafe partial class LookupKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Run = &Run, Units = ElementBlocks.Count(step.Outputs[0].Shape.ElementCount) };
        return true;
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        var (first, last) = ElementBlocks.Elements(begin, end, step->Outputs[0].ElementCount);
        LookUp(step->Inputs[0].Data, step->Inputs[1].Data, step->Outputs[0].Data, first, last);
    }

    private static void LookUp(byte* x, byte* table, byte* y, int first, int last)
    {
        for (var i = first; i < last; i++)
        {
            y[i] = table[x[i]];
        }
    }
}
