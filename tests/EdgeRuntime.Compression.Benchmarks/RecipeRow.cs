using System.Runtime.InteropServices;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;
using EdgeTool.Training;

namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>What one recipe gives against what another one gives, on the data that both hold out.</summary>
/// <param name="Recipes">Who follows them.</param>
/// <param name="Method">What is done.</param>
/// <param name="DataSet">On what.</param>
/// <param name="Before">Recipe of the float net.</param>
/// <param name="After">Recipe of the compressed one; the same for the float net alone.</param>
/// <param name="Variants">Followed for each.</param>
internal sealed record RecipeRow(FollowedRecipes Recipes, string Method, string DataSet, string Before, string After, IReadOnlyList<RecipeVariant> Variants)
{
    /// <summary>Recipe whose file teaches, where the student that learns alone stands before.</summary>
    public string? Teacher { get; init; }

    /// <param name="progress">Told in a line what is being done.</param>
    public CompressionRow Run(Action<string> progress)
    {
        var pairs = Variants.Select(v => Pair(v, progress)).ToArray();
        return new CompressionRow(
            Method, DataSet, [.. pairs.Select(p => p.Draw)], pairs[0].Weights, (long)pairs.Average(p => p.After.Bytes.Length),
            pairs[0].Before.Macs, (long)pairs.Average(p => p.After.Macs), Before == After ? 1 : pairs.Average(p => p.Before.TimeOver(p.After)));
    }

    private (long Weights, PackedModel Before, PackedModel After, CompressionDraw Draw) Pair(RecipeVariant variant, Action<string> progress)
    {
        var teacher = Teacher is null ? null : Recipes.Of(Teacher, variant);
        var (whole, compressed) = (Recipes.Of(Before, variant), Recipes.Of(After, variant));
        var (before, after) = (new PackedModel(whole.Graph), new PackedModel(compressed.Graph));
        var (rightBefore, rightAfter) = (Right(before, whole.Data.Test), Right(after, compressed.Data.Test));
        var draw = new CompressionDraw(
            variant.Name, rightBefore.Count, rightBefore.Count(r => r.Value), rightAfter.Count(r => r.Value), rightBefore.Count(r => rightAfter[r.Key] != r.Value),
            teacher is null ? null : Right(new PackedModel(teacher.Graph), teacher.Data.Test).Count(r => r.Value));
        progress($"{Method}, {DataSet}, {variant.Name}: {draw.RightBefore} and {draw.RightAfter} of {draw.Examples} right, {before.Macs:N0} to {after.Macs:N0} MACs, {after.Bytes.Length:N0} bytes");
        return (GraphSize.WeightBytes(whole.Graph), before, after, draw);
    }

    private static IReadOnlyDictionary<int, bool> Right(PackedModel model, TrainingData data) => model.RightAnswers(
        InputSamples.Of(Enumerable.Range(0, data.Count).Select(e => MemoryMarshal.AsBytes(data.Example(0, e)).ToArray()), data.Labels), data.Groups);
}
