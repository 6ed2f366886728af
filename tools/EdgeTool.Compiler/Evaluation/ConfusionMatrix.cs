namespace EdgeTool.Compiler.Evaluation;

/// <summary>How often each true class was answered with each class.</summary>
public sealed class ConfusionMatrix
{
    /// <param name="classCount">Classes of the model.</param>
    public ConfusionMatrix(int classCount) => Counts = [.. Enumerable.Range(0, classCount).Select(_ => new int[classCount])];

    /// <summary>[true class][answered class].</summary>
    public int[][] Counts { get; }

    public int Samples => Counts.Sum(row => row.Sum());

    public int Hits => Enumerable.Range(0, Counts.Length).Sum(c => Counts[c][c]);

    /// <summary>Share of examples answered with their own class, 0..1.</summary>
    public double Accuracy => (double)Hits / Math.Max(1, Samples);

    public void Add(int trueClass, int answeredClass) => Counts[trueClass][answeredClass]++;

    /// <summary>Share of a class's examples that were answered with it; null when it has none.</summary>
    public double? RecallOf(int trueClass) =>
        Counts[trueClass].Sum() is > 0 and var support ? (double)Counts[trueClass][trueClass] / support : null;
}
