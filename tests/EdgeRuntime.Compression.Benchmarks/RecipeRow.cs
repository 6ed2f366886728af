using System.Runtime.InteropServices;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;
using EdgeTool.Training;

namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>What one recipe gives against what another one gives, on the data that both hold out. The mean of several variants, size and speed of the first.</summary>
/// <param name="Recipes">Who follows them.</param>
/// <param name="Method">What is done.</param>
/// <param name="DataSet">On what.</param>
/// <param name="Before">Recipe of the float net.</param>
/// <param name="After">Recipe of the compressed one; the same for the float net alone.</param>
internal sealed record RecipeRow(FollowedRecipes Recipes, string Method, string DataSet, string Before, string After) : ICompression
{
    /// <summary>Followed for each; accuracies are their mean.</summary>
    public IReadOnlyList<RecipeVariant> Variants { get; init; } = [RecipeVariant.AsWritten];

    /// <summary>Recipe whose file teaches; followed once, before the others.</summary>
    public string? Teacher { get; init; }

    public CompressionRow Run(Action<string> progress)
    {
        var teacher = Teacher is null ? null : Recipes.Of(Teacher, RecipeVariant.AsWritten);
        var rows = Variants.Select(v => Row(v, progress)).ToArray();
        var (before, after) = (rows.Average(r => r.AccuracyBefore), rows.Average(r => r.AccuracyAfter));
        return rows[0] with
        {
            AccuracyBefore = before,
            AccuracyAfter = after,
            GapRecovered = teacher is null ? null : (after - before) / (Accuracy(new PackedModel(teacher.Graph), teacher.Data.Test) - before),
        };
    }

    private CompressionRow Row(RecipeVariant variant, Action<string> progress)
    {
        var (whole, compressed) = (Recipes.Of(Before, variant), Recipes.Of(After, variant));
        var (before, after) = (new PackedModel(whole.Graph), new PackedModel(compressed.Graph));
        var row = new CompressionRow(
            Method, DataSet, Accuracy(before, whole.Data.Test), Accuracy(after, compressed.Data.Test), GraphSize.WeightBytes(whole.Graph), after.Bytes.Length,
            before.Macs, after.Macs, Before == After ? 1 : before.TimeOver(after));
        progress($"{Method}, {DataSet}, {variant.Name}: {100 * row.AccuracyBefore:F2} to {100 * row.AccuracyAfter:F2} %, {row.MacsBefore:N0} to {row.MacsAfter:N0} MACs");
        return row;
    }

    private static double Accuracy(PackedModel model, TrainingData data) => model.Accuracy(
        InputSamples.Of(Enumerable.Range(0, data.Count).Select(e => MemoryMarshal.AsBytes(data.Example(0, e)).ToArray()), data.Labels), data.Groups);
}
