namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>What the table has rows for.</summary>
internal static class CompressionRows
{
    private static readonly string[] Speakers = ["george", "jackson", "lucas", "nicolas", "theo"];

    /// <param name="progress">Told in a line what is being done.</param>
    public static IReadOnlyList<ICompression> All(Action<string> progress)
    {
        var recipes = new FollowedRecipes(progress);
        RecipeVariant[] seeds = [.. Enumerable.Range(1, 3).Select(RecipeVariant.Seed)];
        RecipeVariant[] draws = [.. Enumerable.Range(1, 3).Select(RecipeVariant.Draw)];
        return
        [
            new RecipeRow(recipes, "train", "FSDD DS-CNN, seen speakers", "fsdd", "fsdd"),
            new RecipeRow(recipes, "train", "FSDD DS-CNN, unseen speaker, mean of 5", "fsdd", "fsdd") { Variants = [.. Speakers.Select(RecipeVariant.Without)] },
            new RecipeRow(recipes, "train", "HMP 1-D CNN", "hmp", "hmp"),
            new StructuredPruning(),
            new RecipeRow(recipes, "prune channels", "FSDD DS-CNN", "fsdd", "fsdd-pruned"),
            new RecipeRow(recipes, "prune channels", "HMP 1-D CNN", "hmp", "hmp-pruned"),
            new RecipeRow(recipes, "distill, 1,000 labels", "MNIST LeNet-5, mean of 3", "mnist-student-alone", "mnist-student") { Variants = draws, Teacher = "mnist" },
            new RecipeRow(recipes, "distill", "FSDD DS-CNN, mean of 3", "fsdd-student-alone", "fsdd-student") { Variants = seeds, Teacher = "fsdd" },
            new RecipeRow(recipes, "distill", "HMP 1-D CNN, mean of 3", "hmp-student-alone", "hmp-student") { Variants = seeds, Teacher = "hmp" },
            .. from net in ((string Name, string DataSet)[])[("mnist", "MNIST LeNet-5"), ("fsdd", "FSDD DS-CNN"), ("hmp", "HMP 1-D CNN")]
               from weights in (int[])[8, 4, 2]
               where weights > 2 || net.Name == "mnist"
               select new RecipeRow(recipes, $"qat, int{weights} weights", net.DataSet, net.Name, $"{net.Name}-int{weights}"),
            DeepCompression.LeNet300100,
            DeepCompression.LeNet5,
        ];
    }
}
