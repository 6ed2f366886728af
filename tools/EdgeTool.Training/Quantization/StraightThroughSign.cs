using TorchSharp;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Signs with the gradient of the identity between -1 and 1 and none outside (Hubara et al. 2016, "Binarized Neural Networks", section 1.3).</summary>
internal static class StraightThroughSign
{
    /// <summary>-1 or +1; 0 is +1, as in packed signs.</summary>
    public static Tensor Of(Tensor x)
    {
        var limited = x.clamp(-1, 1);
        return Values(x) + (limited - limited.detach());
    }

    private static Tensor Values(Tensor x) => (x.ge(0).to(ScalarType.Float32) * 2) - 1;
}
