using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ConcatenationKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var parts = step.Inputs.Length;
        kernel = new BoundKernel { Run = &Run, Prepare = &Prepare, PreparedBytes = (long)sizeof(Part) * parts, Units = parts };
        return true;
    }

    private static void Prepare(StepContext* step)
    {
        ref var output = ref step->Outputs[0];
        var (axis, first) = (step->RecordAs<Concatenation>().Axis, 0);
        for (var i = 0; i < step->InputCount; i++)
        {
            ref var input = ref step->Inputs[i];
            var part = (Part*)step->Prepared + i;
            part->Copy = StridedCopy.Of(
                output.Type.SizeBytes(), input.Shape.Span, StridedView.Dense(input.Shape), StridedView.From(output.Shape, axis, first));
            part->IsRescaled = output.Type == ElementType.UInt8 && (!input.Scale.Equals(output.Scale) || input.ZeroPoint != output.ZeroPoint);
            part->FirstElement = (long)first * output.Shape.Product(axis + 1, output.Shape.Rank);
            part->IsInPlace = input.Data == output.Data + (part->FirstElement * output.Type.SizeBytes());
            first += input.Shape[axis];
        }
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        for (var i = begin; i < end; i++)
        {
            var part = (Part*)step->Prepared + i;
            if (part->IsInPlace)
            {
                continue;
            }

            if (part->IsRescaled)
            {
                Rescale(in step->Inputs[i], in step->Outputs[0], step->RecordAs<Concatenation>().Axis, part->FirstElement);
            }
            else
            {
                part->Copy.Run(step->Inputs[i].Data, step->Outputs[0].Data, 0, part->Copy.Rows);
            }
        }
    }

    private static void Rescale(in Operand input, in Operand output, int axis, long firstElement)
    {
        var scale = input.Scale * (1f / output.Scale);
        var bias = -input.ZeroPoint * scale;
        var runBytes = input.Shape.Product(axis, input.Shape.Rank);
        var stepBytes = output.Shape.Product(axis, output.Shape.Rank);
        byte* source = input.Data, target = output.Data + firstElement;
        for (var rest = input.ElementCount; rest > 0; rest -= runBytes)
        {
            for (var i = 0; i < runBytes; i++)
            {
                // The conversion saturates, so that no ratio of scales can wrap around.
                var rounded = (int)MathF.Round((source[i] * scale) + bias, MidpointRounding.AwayFromZero);
                target[i] = (byte)Math.Clamp((long)rounded + output.ZeroPoint, byte.MinValue, byte.MaxValue);
            }

            source += runBytes;
            target += stepBytes;
        }
    }

    private struct Part
    {
        public StridedCopy Copy;
        public bool IsRescaled;
        public bool IsInPlace;

        /// <summary>Element at which this input begins in each run of the output.</summary>
        public long FirstElement;
    }
}
