using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class RecurrentKernel
{
    /// <summary>values[i] = activation(clip(values[i]))</summary>
    private static void Activate(in RecurrentActivation activation, float clip, float* values, int count)
    {
        if (clip > 0)
        {
            for (var i = 0; i < count; i++)
            {
                values[i] = Math.Clamp(values[i], -clip, clip);
            }
        }

        var (alpha, beta) = (activation.Alpha, activation.Beta);
        switch (activation.Function)
        {
            case RecurrentFunction.Sigmoid:
                for (var i = 0; i < count; i++)
                {
                    values[i] = 1 / (1 + MathF.Exp(-values[i]));
                }

                break;
            case RecurrentFunction.Tanh:
                for (var i = 0; i < count; i++)
                {
                    values[i] = MathF.Tanh(values[i]);
                }

                break;
            default:
                for (var i = 0; i < count; i++)
                {
                    values[i] = Seldom(activation.Function, values[i], alpha, beta);
                }

                break;
        }
    }

    private static float Seldom(RecurrentFunction function, float x, float alpha, float beta) => function switch
    {
        RecurrentFunction.Relu => MathF.Max(x, 0),
        RecurrentFunction.Affine => (alpha * x) + beta,
        RecurrentFunction.LeakyRelu => x >= 0 ? x : alpha * x,
        RecurrentFunction.ThresholdedRelu => x > alpha ? x : 0,
        RecurrentFunction.ScaledTanh => alpha * MathF.Tanh(beta * x),
        RecurrentFunction.HardSigmoid => Math.Clamp((alpha * x) + beta, 0, 1),
        RecurrentFunction.Elu => x >= 0 ? x : alpha * (MathF.Exp(x) - 1),
        RecurrentFunction.Softsign => x / (1 + MathF.Abs(x)),
        _ => MathF.Max(x, 0) + MathF.Log(1 + MathF.Exp(-MathF.Abs(x))),
    };
}
