using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Evaluation;

/// <summary>An example that two models answer differently.</summary>
/// <param name="Example">Name of the example.</param>
/// <param name="TrueClass">Its class.</param>
/// <param name="Answered">Class that the model answers.</param>
/// <param name="Reference">Class that the model it is compared with answers.</param>
public sealed record ChangedAnswer(string Example, int TrueClass, int Answered, int Reference);

/// <summary>Two models on the same examples: how often they give the same class, and how near their scores are.</summary>
public sealed class Agreement
{
    private readonly Sqnr _sqnr = new();

    public int Samples { get; private set; }

    public IList<ChangedAnswer> Changed { get; } = [];

    /// <summary>Share of examples with the same answer, 0..1.</summary>
    public double Share => 1 - ((double)Changed.Count / Math.Max(1, Samples));

    /// <summary>Signal to noise of the scores before softmax, against the reference, in dB.</summary>
    public double SqnrDb => _sqnr.Db;

    public void Add(ChangedAnswer answer, ReadOnlySpan<float> reference, ReadOnlySpan<float> found)
    {
        Samples++;
        _sqnr.Add(reference, found);
        if (answer.Answered != answer.Reference)
        {
            Changed.Add(answer);
        }
    }
}
