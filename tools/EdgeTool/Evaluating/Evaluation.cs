using EdgeRuntime.Inference;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary>Accuracy of a classifier on labelled data, with the interpreter itself. Classes are the elements of output 0.</summary>
/// <param name="ClassNames">As many as classes; numbers where nobody named them.</param>
/// <param name="Confusion">[true class][predicted class] counts.</param>
/// <param name="TopKHits">Examples whose class is among the k highest scores.</param>
/// <param name="K">How many scores count as a hit.</param>
/// <param name="Rule">How values became the model's input.</param>
public sealed record Evaluation(IReadOnlyList<string> ClassNames, int[][] Confusion, int TopKHits, int K, string Rule)
{
    public int Samples => Confusion.Sum(row => row.Sum());

    public int Hits => Enumerable.Range(0, Confusion.Length).Sum(c => Confusion[c][c]);

    public double Top1 => (double)Hits / Math.Max(1, Samples);

    public double TopK => (double)TopKHits / Math.Max(1, Samples);

    /// <param name="interpreter">The model.</param>
    /// <param name="dataset">Labelled examples.</param>
    /// <param name="range">Which of them, [first, end).</param>
    /// <param name="k">How many scores count as a hit; at most the classes.</param>
    /// <param name="progress">Called after each example.</param>
    /// <exception cref="DatasetException">An example does not fit the model.</exception>
    public static Evaluation Run(Interpreter interpreter, Dataset dataset, (int First, int End) range, int k, Action<int> progress)
    {
        if (interpreter.InputCount != 1)
        {
            throw ToolException.BadData($"The model has {interpreter.InputCount} inputs; data of one tensor per example evaluates models with one.");
        }

        var scorer = new ClassScores(interpreter.OutputInfo(0));
        var labels = new ClassNaming(interpreter.Model.Contract.Labels, dataset.ClassNames, scorer.ClassCount);
        var encoder = new InputEncoder(interpreter.InputInfo(0), interpreter.Model.Contract, dataset);
        var confusion = Enumerable.Range(0, scorer.ClassCount).Select(_ => new int[scorer.ClassCount]).ToArray();
        var (topKHits, count) = (0, Math.Min(k, scorer.ClassCount));
        for (var i = range.First; i < range.End; i++)
        {
            var sample = dataset.Read(i);
            var label = labels.ClassOf(sample);
            interpreter.Reset();
            encoder.Encode(sample, interpreter.InputBytes(0));
            interpreter.Run();
            scorer.Read(interpreter.OutputBytes(0));
            confusion[label][scorer.Best]++;
            topKHits += scorer.RankOf(label) < count ? 1 : 0;
            progress(i + 1 - range.First);
        }

        return new Evaluation(labels.Names, confusion, topKHits, count, encoder.Rule);
    }
}
