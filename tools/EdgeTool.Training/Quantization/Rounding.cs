using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Rounding as the integer operators and the quantizer round.</summary>
internal static class Rounding
{
    /// <summary>To the nearest whole number, halves away from zero; torch itself rounds them to even.</summary>
    public static Tensor AwayFromZero(Tensor x)
    {
        var whole = x.trunc();
        return where((x - whole).abs().eq(0.5), whole + x.sign(), x.round());
    }

    /// <summary>The same, with the gradient of the identity (Bengio et al. 2013).</summary>
    public static Tensor StraightThrough(Tensor x) => AwayFromZero(x).detach() + (x - x.detach());
}
