using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// An average over a whole image becomes a mean. The real function is the same, but an integer average pool must give its input's scale,
/// too coarse for averages, while a mean has an output scale of its own.
/// </summary>
internal static class GlobalPooling
{
    private const int HeightAndWidth = 0b110;

    public static void Apply(Graph graph)
    {
        foreach (var node in graph.Nodes.Where(n => n.OpCode == OpCode.AveragePool2D))
        {
            var (window, input, output) = (node.Record<AveragePool2D>().Window, node.Inputs[0]!.Shape, node.Outputs[0].Shape);
            if (node.Inputs[0]!.Type == ElementType.Float32 && window.Activation == Activation.None && window is { PadTop: 0, PadLeft: 0 }
                && window.FilterH == input[1] && window.FilterW == input[2] && output[1] == 1 && output[2] == 1)
            {
                node.SetRecord(new Mean { AxisMask = HeightAndWidth, KeepDims = 1 });
            }
        }
    }
}
