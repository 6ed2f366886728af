using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Fills a tensor with one element, then copies a smaller tensor into it.</summary>
internal static unsafe class PaddedCopy
{
    /// <summary>Where input 0 lies inside output 0.</summary>
    public static StridedCopy Plan(StepContext* step, PerAxis before)
    {
        ref var input = ref step->Inputs[0];
        var inside = StridedView.Dense(step->Outputs[0].Shape);
        for (var axis = 0; axis < input.Shape.Rank; axis++)
        {
            inside.Offset += before[axis] * inside.Strides[axis];
        }

        return StridedCopy.Of(input.Type.SizeBytes(), input.Shape.Span, StridedView.Dense(input.Shape), inside);
    }

    public static void Run(StepContext* step, PaddingElement padding)
    {
        var inside = (StridedCopy*)step->Prepared;
        padding.Fill(step->Outputs[0].Data, step->Outputs[0].ElementCount);
        inside->Run(step->Inputs[0].Data, step->Outputs[0].Data, 0, inside->Rows);
    }
}
