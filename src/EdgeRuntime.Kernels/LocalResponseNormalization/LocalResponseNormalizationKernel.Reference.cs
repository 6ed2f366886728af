using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class LocalResponseNormalizationKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var shape = step.Inputs[0].Shape;
        kernel = new BoundKernel { Run = &Run, Units = shape.ElementCount / shape[step.Record<LocalResponseNormalization>().Axis] };
        return step.Inputs[0].Type == ElementType.Float32;
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        ref var record = ref step->RecordAs<LocalResponseNormalization>();
        var shape = step->Inputs[0].Shape;
        var (channels, stride) = (shape[record.Axis], shape.Product(record.Axis + 1, shape.Rank));
        var before = (record.Size - 1) / 2;
        for (var line = begin; line < end; line++)
        {
            var (outer, inner) = Math.DivRem(line, stride);
            var offset = (outer * channels * stride) + inner;
            float* x = step->Inputs[0].As<float>() + offset, y = step->Outputs[0].As<float>() + offset;
            for (var c = 0; c < channels; c++)
            {
                var sum = 0.0;
                for (var j = Math.Max(0, c - before); j < Math.Min(channels, c - before + record.Size); j++)
                {
                    sum += (double)x[j * stride] * x[j * stride];
                }

                y[c * stride] = (float)(x[c * stride] / Math.Pow(record.Bias + (record.Alpha / record.Size * sum), record.Beta));
            }
        }
    }
}
