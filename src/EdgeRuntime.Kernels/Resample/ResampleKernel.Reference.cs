using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ResampleKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Run = &Run, Units = step.Outputs[0].Shape.Product(0, step.Record<Resample>().Axis + 1) };
        return true;
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        var axis = step->RecordAs<Resample>().Axis;
        var (input, output) = (step->Inputs[0].Shape, step->Outputs[0].Shape);
        var (inSize, outSize, inner, taps) = (input[axis], output[axis], input.Product(axis + 1, input.Rank), step->Inputs[1].Shape[1]);
        for (var unit = begin; unit < end; unit++)
        {
            var (outer, j) = Math.DivRem(unit, outSize);
            var positions = step->Inputs[1].As<int>() + ((nint)j * taps);
            var weights = step->Inputs[2].As<float>() + ((nint)j * taps);
            var target = new Span<float>(step->Outputs[0].As<float>() + ((nint)unit * inner), inner);
            target.Clear();
            for (var t = 0; t < taps; t++)
            {
                var line = ((nint)outer * inSize) + Math.Clamp(positions[t], 0, inSize - 1);
                ScaledRow.Add(step->Inputs[0].As<float>() + (line * inner), weights[t], target);
            }
        }
    }
}
