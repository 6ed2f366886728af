using System.Globalization;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Layers whose weights are the sum of two tensors, and what that costs.</summary>
/// <param name="Layers">Their names.</param>
/// <param name="MoreMacs">Multiply-accumulates that came in addition, as a share of the model's before.</param>
/// <param name="MoreWeightBytes">Bytes of weights that came in addition.</param>
public sealed record WeightSplit(IReadOnlyList<string> Layers, double MoreMacs, long MoreWeightBytes)
{
    /// <summary>The costs, for people.</summary>
    public string Costs => string.Create(CultureInfo.InvariantCulture, $"{100 * MoreMacs:F0} % more multiplications, {MoreWeightBytes:N0} more bytes of weights");
}

/// <summary>Which layers with 16-bit activations have their weights split in two.</summary>
public enum WeightSplitExtent
{
    /// <summary>As many as it takes to leave a tenth of the error that 8-bit activations leave.</summary>
    Measured,

    None,

    All,
}
