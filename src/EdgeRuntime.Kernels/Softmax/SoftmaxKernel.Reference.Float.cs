namespace EdgeRuntime.Kernels;

public static unsafe partial class SoftmaxKernel
{
    private static void RunFloat(StepContext* step, int begin, int end, int worker)
    {
        var beta = step->RecordAs<Model.Softmax>().Beta;
        var depth = step->Inputs[0].Shape[-1];
        for (var row = begin; row < end; row++)
        {
            var x = step->Inputs[0].As<float>() + ((long)row * depth);
            var y = step->Outputs[0].As<float>() + ((long)row * depth);
            var max = x[0];
            for (var c = 1; c < depth; c++)
            {
                max = x[c] > max ? x[c] : max;
            }

            var sum = 0f;
            for (var c = 0; c < depth; c++)
            {
                // Through double precision, whose library differences between hosts vanish in the rounding.
                y[c] = (float)Math.Exp((x[c] - max) * beta);
                sum += y[c];
            }

            for (var c = 0; c < depth; c++)
            {
                y[c] /= sum;
            }
        }
    }
}
