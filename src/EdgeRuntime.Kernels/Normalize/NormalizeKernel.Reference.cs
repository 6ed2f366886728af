using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class NormalizeKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var shape = step.Inputs[0].Shape;
        var mask = step.Record<Normalize>().AxisMask;
        var groups = 1;
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            groups *= (mask >> axis & 1) == 0 ? shape[axis] : 1;
        }

        kernel = new BoundKernel { Run = &Run, Prepare = &PrepareAxes, PreparedBytes = sizeof(AveragedAxes), Units = groups };
        return step.Inputs[0].Type == ElementType.Float32;
    }

    private static void PrepareAxes(StepContext* step) =>
        *(AveragedAxes*)step->Prepared = AveragedAxes.Of(step->Inputs[0].Shape, step->RecordAs<Normalize>().AxisMask);

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        ref var record = ref step->RecordAs<Normalize>();
        ref var axes = ref *(AveragedAxes*)step->Prepared;
        for (var group = begin; group < end; group++)
        {
            var first = axes.First(group);
            float* x = step->Inputs[0].As<float>() + first, y = step->Outputs[0].As<float>() + first;
            var mean = record.Kind == Normalization.MeanVariance ? Sum(x, ref axes, Normalization.MeanVariance, 0) / axes.Elements : 0;
            var sum = Sum(x, ref axes, record.Kind == Normalization.L1 ? Normalization.L1 : Normalization.L2, mean);
            var size = record.Kind switch
            {
                Normalization.L1 => sum + record.Epsilon,
                Normalization.L2 => Math.Sqrt(sum + record.Epsilon),
                _ => Math.Sqrt((sum / axes.Elements) + record.Epsilon),
            };
            Scale(x, y, ref axes, mean, size == 0 ? 0 : 1 / size);
        }
    }

    /// <summary>Sum over a group of |x| (L1), (x - mean)^2 (L2) or x (otherwise).</summary>
    private static double Sum(float* x, ref AveragedAxes axes, Normalization kind, double mean)
    {
        var (length, stride) = axes.InnermostRun;
        var sum = 0.0;
        for (var run = 0; run < axes.Elements / length; run++)
        {
            var element = x + axes.RunOffset(run);
            for (var k = 0; k < length; k++, element += stride)
            {
                var centred = *element - mean;
                sum += kind switch
                {
                    Normalization.L1 => Math.Abs(centred),
                    Normalization.L2 => centred * centred,
                    _ => centred,
                };
            }
        }

        return sum;
    }

    private static void Scale(float* x, float* y, ref AveragedAxes axes, double mean, double factor)
    {
        var (length, stride) = axes.InnermostRun;
        for (var run = 0; run < axes.Elements / length; run++)
        {
            var offset = axes.RunOffset(run);
            for (var k = 0; k < length; k++, offset += stride)
            {
                y[offset] = (float)((x[offset] - mean) * factor);
            }
        }
    }
}
