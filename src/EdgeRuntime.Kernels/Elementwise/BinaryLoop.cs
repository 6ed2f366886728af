namespace EdgeRuntime.Kernels;

/// <summary>
/// y[i] = step(a[i'], b[i"]) for every element of a block range, both inputs broadcast to y's shape (<see cref="BroadcastPlan"/>);
/// y may be the own bytes of an input that has y's shape.
/// </summary>
public static unsafe class BinaryLoop
{
    public static BoundKernel Bind<TA, TB, TY, TStep>(StepView step)
        where TA : unmanaged
        where TB : unmanaged
        where TY : unmanaged
        where TStep : unmanaged, IBinaryStep<TStep, TA, TB, TY> => new()
        {
            Run = &Run<TA, TB, TY, TStep>,
            Prepare = &Prepare<TA, TB, TY, TStep>,
            PreparedBytes = sizeof(Prepared<TStep>),
            Units = ElementBlocks.Count(step.Outputs[0].Shape.ElementCount),
        };

    private static void Prepare<TA, TB, TY, TStep>(StepContext* step)
        where TA : unmanaged
        where TB : unmanaged
        where TY : unmanaged
        where TStep : unmanaged, IBinaryStep<TStep, TA, TB, TY> => *(Prepared<TStep>*)step->Prepared = new()
        {
            Plan = BroadcastPlan.Of(step->Inputs[0].Shape, step->Inputs[1].Shape, step->Outputs[0].Shape),
            Element = TStep.Prepare(step),
        };

    private static void Run<TA, TB, TY, TStep>(StepContext* step, int begin, int end, int worker)
        where TA : unmanaged
        where TB : unmanaged
        where TY : unmanaged
        where TStep : unmanaged, IBinaryStep<TStep, TA, TB, TY>
    {
        var plan = &((Prepared<TStep>*)step->Prepared)->Plan;
        var element = ((Prepared<TStep>*)step->Prepared)->Element;
        var (inner, stepA, stepB) = (plan->Inner, plan->InnerStepA, plan->InnerStepB);
        var (position, last) = ElementBlocks.Elements(begin, end, step->Outputs[0].ElementCount);
        while (position < last)
        {
            var (run, within) = Math.DivRem(position, inner);
            var (startA, startB) = plan->StartOf(run);
            var a = step->Inputs[0].As<TA>() + startA + (within * stepA);
            var b = step->Inputs[1].As<TB>() + startB + (within * stepB);
            var y = step->Outputs[0].As<TY>() + position;
            var count = Math.Min(inner - within, last - position);
            for (var i = 0; i < count; i++)
            {
                y[i] = element.Apply(a[i * stepA], b[i * stepB]);
            }

            position += count;
        }
    }

    private struct Prepared<TStep> where TStep : unmanaged
    {
        public BroadcastPlan Plan;
        public TStep Element;
    }
}
