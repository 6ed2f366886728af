namespace EdgeTool.Compiler;

/// <summary>
/// One kind of simplification. It walks the graph once, in execution order, and changes it in place;
/// model inputs and outputs stay the same values.
/// </summary>
internal interface IRewrite
{
    /// <returns>Whether anything changed.</returns>
    bool Apply(Graph graph);
}
