namespace EdgeTool.Compiler.Quantization;

/// <summary>Integers that weights become.</summary>
public enum WeightFormat
{
    /// <summary>-127..127, one scale per output channel.</summary>
    Int8,

    /// <summary>-7..7, one scale per output channel.</summary>
    Int4,

    /// <summary>
    /// -7..7 times 1..16 for every 32 weights: a scale per group that is a small multiple of the channel's (S. Dai et al., "VS-Quant:
    /// Per-vector Scaled Quantization for Accurate Low-Precision Neural Network Inference", 2021), so that int8 kernels run it exactly.
    /// </summary>
    Int4Groups,
}
