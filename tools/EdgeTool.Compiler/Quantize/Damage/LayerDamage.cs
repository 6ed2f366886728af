namespace EdgeTool.Compiler.Quantization;

/// <summary>One layer's part in the damage.</summary>
/// <param name="Node">The float node.</param>
/// <param name="SqnrDb">Of its output in the quantized model against the float model, everything before it quantized too.</param>
/// <param name="AloneSqnrDb">Of the model's scores when only this layer is quantized.</param>
/// <param name="Causes">What hurts it, worst first; empty when nothing stands out.</param>
public sealed record LayerDamage(Node Node, double SqnrDb, double AloneSqnrDb, IReadOnlyList<LayerCause> Causes);

/// <summary>Something that makes a layer hard to quantize.</summary>
/// <param name="Kind">Short name.</param>
/// <param name="Text">With figures, for people.</param>
public sealed record LayerCause(CauseKind Kind, string Text);

/// <summary>Kinds of causes.</summary>
public enum CauseKind
{
    RangeOutlier,
    WeightChannelSpread,
    Saturation,
    BiasOverflow,
    DeadChannels,
    OutputChannelSpread,

    /// <summary>Later layers look at small differences of this one's values.</summary>
    Amplification,
}
