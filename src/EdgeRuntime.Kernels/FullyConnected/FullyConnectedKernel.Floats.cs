using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>float32: rows of weights times input rows, both where they lie.</summary>
public static unsafe partial class FullyConnectedKernel
{
    /// <summary>Output units whose weights are used for all batches before the next ones are read.</summary>
    private const int FloatUnits = 8;

    private static bool BindFloats<TIsa, TLanes>(StepView step, out BoundKernel kernel)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        kernel = new BoundKernel { Run = &RunFloats<TIsa, TLanes>, Units = step.Inputs[1].Shape[0] };
        return step.Inputs[0].Type == ElementType.Float32;
    }

    private static void RunFloats<TIsa, TLanes>(StepContext* step, int begin, int end, int worker)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        var (units, depth) = (step->Inputs[1].Shape[0], step->Inputs[1].Shape[1]);
        var batches = step->Inputs[0].ElementCount / depth;
        var (min, max) = ActivationRange.Real(step->RecordAs<FullyConnected>().Activation);
        var bias = step->HasInput(2) ? step->Inputs[2].As<float>() : null;
        for (var unit = begin; unit < end; unit += FloatUnits)
        {
            var count = Math.Min(end - unit, FloatUnits);
            var rows = step->Inputs[1].As<float>() + ((nint)unit * depth);
            for (var batch = 0; batch < batches; batch++)
            {
                var output = step->Outputs[0].As<float>() + ((nint)batch * units) + unit;
                FloatDots<TIsa, TLanes>.Multiply(rows, depth, step->Inputs[0].As<float>() + ((nint)batch * depth), depth, output, count);
                for (var i = 0; i < count; i++)
                {
                    output[i] = Math.Min(Math.Max(output[i] + (bias == null ? 0 : bias[unit + i]), min), max);
                }
            }
        }
    }
}
