namespace EdgeRuntime.Kernels;

/// <summary>y[i] = step(x[i]) for every element of a block range; y may be x's own bytes where the elements have one size.</summary>
public static unsafe class UnaryLoop
{
    public static BoundKernel Bind<TX, TY, TStep>(StepView step)
        where TX : unmanaged
        where TY : unmanaged
        where TStep : unmanaged, IUnaryStep<TStep, TX, TY> => new()
        {
            Run = &Run<TX, TY, TStep>,
            Prepare = &Prepare<TX, TY, TStep>,
            PreparedBytes = sizeof(TStep),
            Units = ElementBlocks.Count(step.Outputs[0].Shape.ElementCount),
        };

    private static void Prepare<TX, TY, TStep>(StepContext* step)
        where TX : unmanaged
        where TY : unmanaged
        where TStep : unmanaged, IUnaryStep<TStep, TX, TY> => *(TStep*)step->Prepared = TStep.Prepare(step);

    private static void Run<TX, TY, TStep>(StepContext* step, int begin, int end, int worker)
        where TX : unmanaged
        where TY : unmanaged
        where TStep : unmanaged, IUnaryStep<TStep, TX, TY>
    {
        var element = *(TStep*)step->Prepared;
        var x = step->Inputs[0].As<TX>();
        var y = step->Outputs[0].As<TY>();
        var (first, last) = ElementBlocks.Elements(begin, end, step->Outputs[0].ElementCount);
        for (var i = first; i < last; i++)
        {
            y[i] = element.Apply(x[i]);
        }
    }
}
