namespace EdgeTool.Compiler;

/// <summary>
/// Makes a graph do less for the same result: quantized outputs stay the same bytes, inputs and outputs keep order, type, shape and name.
/// A step that several source operators went into keeps the index of the last.
/// </summary>
public static class GraphSimplifier
{
    /// <summary>Each round can only make the graph smaller or steps simpler; real models settle in two or three.</summary>
    private const int MaxRounds = 8;

    /// <summary>Ends the name of a value that holds another's elements in another order.</summary>
    public const string MovedSuffix = "/moved";

    public static void Simplify(Graph graph)
    {
        var rewrites = RewritesOf(graph);
        for (var round = 0; round < MaxRounds; round++)
        {
            var changed = false;
            foreach (var rewrite in rewrites)
            {
                changed |= rewrite.Apply(graph);
            }

            if (!changed)
            {
                return;
            }
        }
    }

    private static IRewrite[] RewritesOf(Graph graph) =>
    [
        new ConstantFolding(FoldingBudget.Of(graph)),
        new TransposeSinking(),
        new IdentityRemoval(),
        new TransposeReduction(),
        new ReshapeSinking(),
        new DeadCodeRemoval(),
        new ReshapeMerging(),
        new FlattenedWeights(),
        new ScaleFolding(),
        new PaddingFolding(),
        new RequantizationMerging(),
        new ActivationFusion(),
        new IntegerLowering(),
        new SingleChannelDepthwise(),
        new LookupTables(),
        new DeadCodeRemoval(),
    ];
}
