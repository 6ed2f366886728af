using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary>Scores of the classes in an output: one per element, or for a single element the two answers no and yes (0.5 or above).</summary>
public sealed class ClassScores(OperandInfo output)
{
    private float[] _scores = [];

    public int ClassCount { get; } = Math.Max(2, output.Shape.ElementCount);

    /// <summary>Class with the highest score, the first of equals.</summary>
    public int Best { get; private set; }

    public void Read(ReadOnlySpan<byte> bytes)
    {
        _scores = Elements.ToFloats(bytes, output.Type);
        if (_scores.Length == 1)
        {
            var real = output.Scale > 0 ? output.Scale * (_scores[0] - output.ZeroPoint) : _scores[0];
            _scores = [0.5f, real];
            Best = real >= 0.5f ? 1 : 0;
            return;
        }

        Best = 0;
        for (var c = 1; c < _scores.Length; c++)
        {
            Best = _scores[c] > _scores[Best] ? c : Best;
        }
    }

    /// <summary>How many classes come before this one.</summary>
    public int RankOf(int label)
    {
        var rank = 0;
        for (var c = 0; c < _scores.Length; c++)
        {
            rank += c != label && (_scores[c] > _scores[label] || (_scores[c].Equals(_scores[label]) && c < label)) ? 1 : 0;
        }

        // One element: yes at exactly 0.5, although both scores are equal.
        return label == Best ? 0 : Math.Max(1, rank);
    }
}
