using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Functions between layers.</summary>
internal static class ActivationTwins
{
    /// <summary>The activation at the end of an operator.</summary>
    public static Tensor Fused(Tensor x, Activation activation) => activation switch
    {
        Activation.None => x,
        Activation.Relu => x.relu(),
        Activation.Relu6 => x.clamp(0, 6),
        _ => x.clamp(-1, 1),
    };

    public static Tensor[] Relu(TwinCall call) => [call.Input(0).relu()];

    public static Tensor[] Relu6(TwinCall call) => [call.Input(0).clamp(0, 6)];

    public static Tensor[] LeakyRelu(TwinCall call) => [nn.functional.leaky_relu(call.Input(0), call.Record<LeakyRelu>().Alpha)];

    public static Tensor[] HardSwish(TwinCall call)
    {
        var x = call.Input(0);
        return [x * (x + 3).clamp(0, 6) / 6];
    }

    public static Tensor[] Logistic(TwinCall call) => [call.Input(0).sigmoid()];

    public static Tensor[] Tanh(TwinCall call) => [call.Input(0).tanh()];

    public static Tensor[] Rsqrt(TwinCall call) => [call.Input(0).rsqrt()];

    public static Tensor[] Softmax(TwinCall call) => [nn.functional.softmax(call.Input(0) * call.Record<Softmax>().Beta, -1)];

    public static Tensor[] LogSoftmax(TwinCall call) => [nn.functional.log_softmax(call.Input(0), -1)];
}
