using System.Text.RegularExpressions;
using EdgeTool.Training;

namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>A recipe with one thing changed: rows are means over seeds or over speakers, and follow it once for each.</summary>
/// <param name="Name">For people.</param>
/// <param name="Change">What is changed.</param>
internal sealed record RecipeVariant(string Name, Func<Recipe, Recipe> Change)
{
    /// <summary>Other recordings held out or with labels, other weights at the start, another order. The first is the recipe as it is written.</summary>
    public static RecipeVariant Draw(int seed) => new($"draw {seed}", r => r with { Seed = seed });

    /// <summary>Trained without one speaker, judged by that one.</summary>
    public static RecipeVariant Without(string speaker) =>
        new($"without {speaker}", r => r with { Data = r.Data with { TestShare = 0, TestNames = new Regex($"_{speaker}_", RegexOptions.CultureInvariant) } });
}
