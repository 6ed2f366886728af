using System.Text.RegularExpressions;
using EdgeTool.Training;

namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>A recipe as it is written, or with one thing changed: rows that are means over seeds or over speakers follow it once for each.</summary>
/// <param name="Name">For people.</param>
/// <param name="Change">What is changed.</param>
/// <param name="DrawsData">Whether a changed seed also draws other examples to train on and to hold out. It must not where a teacher has seen those of the recipe as written.</param>
internal sealed record RecipeVariant(string Name, Func<Recipe, Recipe> Change, bool DrawsData = false)
{
    public static RecipeVariant AsWritten { get; } = new("as written", r => r);

    /// <summary>Other weights at the start, another order.</summary>
    public static RecipeVariant Seed(int seed) => new($"seed {seed}", r => r with { Seed = seed });

    /// <summary>And other examples held out, or with labels.</summary>
    public static RecipeVariant Draw(int seed) => new($"draw {seed}", r => r with { Seed = seed }, DrawsData: true);

    /// <summary>Trained without one speaker, judged by that one.</summary>
    public static RecipeVariant Without(string speaker) =>
        new($"without {speaker}", r => r with { Data = r.Data with { TestNames = new Regex($"_{speaker}_", RegexOptions.CultureInvariant) } });
}
