using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>
/// A batch whose examples are blended with one another, inputs and labels by the same share (Zhang et al., "mixup: Beyond empirical risk
/// minimization", 2018): between examples the net learns to answer in between.
/// </summary>
/// <param name="Inputs">Blended.</param>
/// <param name="Labels">Of the examples; null where the data has none.</param>
/// <param name="Others">Labels of what was blended in; null where nothing was.</param>
/// <param name="Share">Of the examples themselves, 0 to 1.</param>
internal sealed record MixedBatch(Tensor[] Inputs, Tensor? Labels, Tensor? Others, double Share)
{
    /// <param name="inputs">(batch, the input's shape) each.</param>
    /// <param name="labels">(batch)</param>
    /// <param name="alpha">The share is drawn from Beta(alpha, alpha); 0: nothing is blended.</param>
    /// <param name="random">Who draws.</param>
    public static MixedBatch Of(Tensor[] inputs, Tensor? labels, double alpha, SplitMix random)
    {
        if (alpha <= 0)
        {
            return new MixedBatch(inputs, labels, null, 1);
        }

        var order = Enumerable.Range(0, (int)inputs[0].shape[0]).ToArray();
        random.Shuffle(order);
        var (others, share) = (tensor(Array.ConvertAll(order, i => (long)i)), Beta(alpha, random));
        return new MixedBatch([.. inputs.Select(x => (x * share) + (x.index_select(0, others) * (1 - share)))], labels, labels?.index_select(0, others), share);
    }

    /// <summary>How far the answers are from both labels.</summary>
    public Tensor Loss(TrainingStep step) => Others is null ? TrainingLoss.Of(step)
        : (TrainingLoss.Of(step) * Share) + (TrainingLoss.Of(step with { Labels = Others }) * (1 - Share));

    /// <summary>A number from Beta(alpha, alpha), alpha up to 1 (Jöhnk 1964).</summary>
    private static double Beta(double alpha, SplitMix random)
    {
        while (true)
        {
            var (x, y) = (Math.Pow(random.Uniform(0, 1), 1 / alpha), Math.Pow(random.Uniform(0, 1), 1 / alpha));
            if (x + y is > 0 and <= 1)
            {
                return x / (x + y);
            }
        }
    }
}
