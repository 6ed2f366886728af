namespace EdgeTool.Compiler.Pruning;

/// <summary>Between which weights importance is compared.</summary>
public enum PruningScope
{
    /// <summary>
    /// Those of all layers, each by its square against the squares of all weights of its layer that are no smaller: LAMP, Lee et al.,
    /// "Layer-adaptive sparsity for the magnitude-based pruning" (2021, arXiv:2010.07611).
    /// </summary>
    Adaptive,

    /// <summary>Those of all layers, as they are.</summary>
    Global,

    /// <summary>Those of one layer: every layer loses the same share.</summary>
    Layer,
}
