using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Pruning;

/// <summary>Operators that combine the elements along some axes, which therefore keep every lane; along the others each element is by itself.</summary>
internal static class AcrossLanesRules
{
    public static void LastAxis(Node node, ChannelCoupling coupling) => Along(node, coupling, node.Outputs[0].Shape.Rank - 1);

    /// <summary>Input 0 and output of one rank; further inputs stay whole.</summary>
    public static void Along(Node node, ChannelCoupling coupling, params ReadOnlySpan<int> axes)
    {
        var (input, output) = (node.Inputs[0]!, node.Outputs[0]);
        coupling.Lock(input, axes);
        coupling.Lock(output, axes);
        coupling.SameBut(input, output, axes);
        foreach (var other in node.Inputs.Skip(1).OfType<Value>())
        {
            coupling.LockAll(other);
        }
    }

    /// <summary>Height and width of NHWC.</summary>
    public static void Spatial(Node node, ChannelCoupling coupling) => Along(node, coupling, 1, 2);

    public static void ChannelsOnly(Node node, ChannelCoupling coupling) =>
        Along(node, coupling, [.. Enumerable.Range(0, node.Outputs[0].Shape.Rank - 1)]);

    /// <summary>Axes of the mask are combined, and stay with size 1 or vanish.</summary>
    public static void Reduction(Node node, ChannelCoupling coupling, int axisMask)
    {
        var (input, output) = (node.Inputs[0]!, node.Outputs[0]);
        var keepsDims = input.Shape.Rank == output.Shape.Rank;
        var to = 0;
        for (var axis = 0; axis < input.Shape.Rank; axis++)
        {
            if ((axisMask >> axis & 1) == 1)
            {
                coupling.Lock(input, axis);
                to += keepsDims ? 1 : 0;
            }
            else
            {
                coupling.Same(new ValueAxis(input, axis), new ValueAxis(output, to++));
            }
        }
    }

    public static int[] AxesOf(int mask) => [.. Enumerable.Range(0, Shape.MaxRank).Where(axis => (mask >> axis & 1) == 1)];
}
