using EdgeTool.Compiler;

namespace EdgeTool.Training;

/// <summary>An untrained net.</summary>
/// <param name="Graph">Random weights (He et al. 2015); its scores pass a softmax unless they are numbers.</param>
/// <param name="Normalized">Nodes that want batch normalization while they are trained.</param>
public sealed record ZooNet(Graph Graph, IReadOnlyList<Node> Normalized);
