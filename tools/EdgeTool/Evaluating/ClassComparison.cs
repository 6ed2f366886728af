using EdgeTool.Compiler.Evaluation;

namespace EdgeTool;

/// <summary>Two classifiers side by side on the same examples.</summary>
/// <param name="Source">File of the other model.</param>
/// <param name="Other">How well it does.</param>
/// <param name="Agreement">How often both answer the same, and how near their scores are.</param>
public sealed record ClassComparison(string Source, Classification Other, Agreement Agreement)
{
    public static ClassComparison Of(string source, Classification model, Classification other, AnswerCollection answers)
    {
        var agreement = new Agreement();
        for (var i = 0; i < model.True.Length; i++)
        {
            var changed = new ChangedAnswer(answers.Model[i].Example, model.True[i], model.Answered[i], other.Answered[i]);
            agreement.Add(changed, answers.Against[i].Logits, answers.Model[i].Logits);
        }

        return new ClassComparison(source, other, agreement);
    }
}
