namespace EdgeTool.Compiler.Pruning;

/// <summary>Operators that compute each element from the elements in its place.</summary>
internal static class ElementwiseRules
{
    public static void Broadcast(Node node, ChannelCoupling coupling)
    {
        foreach (var operand in node.Inputs.OfType<Value>())
        {
            coupling.Broadcast(operand, node.Outputs[0]);
        }
    }

    public static void Unary(Node node, ChannelCoupling coupling) => coupling.SameBut(node.Inputs[0]!, node.Outputs[0]);
}
