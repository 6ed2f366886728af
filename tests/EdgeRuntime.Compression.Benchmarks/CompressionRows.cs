namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>What the table has rows for.</summary>
internal static class CompressionRows
{
    private const string Digits = "MNIST LeNet-5", Words = "FSDD DS-CNN", Motions = "HMP 1-D CNN";

    private static readonly string[] Speakers = ["george", "jackson", "lucas", "nicolas", "theo"];

    /// <param name="progress">Told in a line what is being done.</param>
    public static IReadOnlyList<RecipeRow> All(Action<string> progress)
    {
        var recipes = new FollowedRecipes(progress);
        var (one, two, three, eight) = (Draws(1), Draws(2), Draws(3), Draws(8));
        return
        [
            new RecipeRow(recipes, "train", $"{Words}, seen speakers", "fsdd", "fsdd", eight),
            new RecipeRow(recipes, "train", $"{Words}, unseen speakers", "fsdd", "fsdd", [.. Speakers.Select(RecipeVariant.Without)]),
            new RecipeRow(recipes, "train", Motions, "hmp", "hmp", eight),
            new RecipeRow(recipes, "prune channels", Digits, "mnist", "mnist-pruned", one),
            new RecipeRow(recipes, "prune channels", Words, "fsdd", "fsdd-pruned", eight),
            new RecipeRow(recipes, "prune channels", Motions, "hmp", "hmp-pruned", eight),
            new RecipeRow(recipes, "distill, 1,000 labels", Digits, "mnist-student-alone", "mnist-student", three) { Teacher = "mnist" },
            new RecipeRow(recipes, "distill, student made of the teacher", Words, "fsdd-student-alone", "fsdd-student", three) { Teacher = "fsdd" },
            new RecipeRow(recipes, "distill", Motions, "hmp-student-alone", "hmp-student", three) { Teacher = "hmp" },
            new RecipeRow(recipes, "qat, int8 weights", Digits, "mnist", "mnist-int8", one),
            new RecipeRow(recipes, "qat, int4 weights", Digits, "mnist", "mnist-int4", one),
            new RecipeRow(recipes, "qat, 2-bit weights", Digits, "mnist", "mnist-int2", one),
            new RecipeRow(recipes, "qat, int8 weights", Words, "fsdd", "fsdd-int8", three),
            new RecipeRow(recipes, "qat, int4 weights", Words, "fsdd", "fsdd-int4", three),
            new RecipeRow(recipes, "qat, int8 weights", Motions, "hmp", "hmp-int8", three),
            new RecipeRow(recipes, "qat, int4 weights", Motions, "hmp", "hmp-int4", three),
            new RecipeRow(recipes, "binary weights and activations", Digits, "mnist", "mnist-binary", one),
            new RecipeRow(recipes, "prune, cluster, int8, entropy code", "MNIST LeNet-300-100", "lenet-300-100", "lenet-300-100-stored", three),
            new RecipeRow(recipes, "prune, cluster, int8, entropy code", Digits, "mnist", "lenet-5-stored", two),
        ];
    }

    private static RecipeVariant[] Draws(int count) => [.. Enumerable.Range(1, count).Select(RecipeVariant.Draw)];
}
