using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>A kernel's loop, generic over how it turns sums into outputs.</summary>
internal unsafe interface IAdvSimdLoop
{
    /// <summary><see cref="BoundKernel.Run"/>.</summary>
    static abstract void Run<TOutput>(StepContext* step, int begin, int end, int worker) where TOutput : IAdvSimdOutput;
}

/// <summary>Runs a loop with the cheapest <see cref="IAdvSimdOutput"/> that is exact for the step's <see cref="OutputStage"/>.</summary>
internal static unsafe class AdvSimdOutputs
{
    /// <summary>The step's prepared bytes begin with its stage.</summary>
    public static void Run<TLoop>(StepContext* step, int begin, int end, int worker)
        where TLoop : IAdvSimdLoop
    {
        var stage = (OutputStage*)step->Prepared;
        if (!stage->ShiftsRight)
        {
            TLoop.Run<AdvSimdAnyShiftOutput>(step, begin, end, worker);
        }
        else if (stage->Min > sbyte.MinValue || stage->Max < sbyte.MaxValue)
        {
            TLoop.Run<AdvSimdRightShiftOutput>(step, begin, end, worker);
        }
        else if (stage->OutputZeroPoint > sbyte.MinValue)
        {
            TLoop.Run<AdvSimdSaturatedOutput>(step, begin, end, worker);
        }
        else
        {
            TLoop.Run<AdvSimdRectifiedOutput>(step, begin, end, worker);
        }
    }
}
