namespace EdgeTool.Compiler.Quantization;

/// <summary>What quantization did to a model's answers, measured with the integer interpreter.</summary>
/// <param name="Samples">Examples compared.</param>
/// <param name="Agreement">Share of examples with the same best class as the float model, 0..1.</param>
/// <param name="SqnrDb">Of the scores before softmax, against the float model.</param>
/// <param name="Top1">Share of examples whose label is the best class; NaN without labels.</param>
public sealed record OutputDamage(int Samples, double Agreement, double SqnrDb, double Top1)
{
    /// <summary>Lost accuracy against the float model, or lost agreement where there are no labels; 0..1.</summary>
    public double Drop(OutputDamage reference) => double.IsNaN(Top1) ? 1 - Agreement : reference.Top1 - Top1;
}
