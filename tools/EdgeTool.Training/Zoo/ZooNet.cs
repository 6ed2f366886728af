using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;

namespace EdgeTool.Training;

/// <summary>A net that training starts with.</summary>
/// <param name="Graph">Of the zoo: random weights (He et al. 2015); its scores pass a softmax unless they are numbers.</param>
/// <param name="Normalized">Nodes that want batch normalization while they are trained.</param>
public sealed record ZooNet(Graph Graph, IReadOnlyList<Node> Normalized)
{
    /// <summary>What batch normalization left in a file, before it was folded.</summary>
    public NormalizationFactors Factors { get; init; } = NormalizationFactors.None;
}
